import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { until } from "../../patience.ts";
import { startNewServer } from "../../running-server.ts";
import { asOwner, metric, photo, refusal, upload } from "../client.ts";
import { filesIn } from "../data-folder.ts";
import { copies, drawn } from "../drawn-photos.ts";
import { openEvents, settled } from "../photo-events.ts";

// Small widths: six variants of a small photo, which are drawn quickly.
const server = await startNewServer({ WIDTH_BUCKETS: "40,80,120,160,200,240" });
afterAll(server.remove);

async function published(name: string, bytes: Uint8Array): Promise<string> {
	const [id = ""] = await upload(server, [name, bytes]);
	await settled(server, [id]);
	return id;
}

function remove(id: string): Promise<Response> {
	return asOwner(server, `/api/photos/${id}?forever=true`, { method: "DELETE" });
}

function edit(id: string, body: object): Promise<Response> {
	return asOwner(server, `/api/photos/${id}`, { method: "PATCH", body });
}

/** All files on the disk that belong to a photo. */
async function traces(id: string): Promise<readonly string[]> {
	const files = [...(await filesIn(server, "public")), ...(await filesIn(server, "media"))];
	return files.filter((name) => name.includes(id));
}

/** Variants are stored after the response; one that is stored late must be deleted again. */
function untilNoTraces(id: string): Promise<void> {
	return until(`nothing is left of ${id}`, async () => (await traces(id)).length === 0);
}

let id = "";
beforeAll(async () => {
	id = await published("quay.jpg", drawn(1));
});
const unknown = "0".repeat(32);

describe("title and caption", () => {
	test("are replaced if they are given, and nothing else is", async () => {
		const before = await photo(server, id);
		const response = await edit(id, {
			title: " Blue hour ",
			status: "failed",
			id: unknown,
			slug: "x",
		});
		expect(response.status).toBe(200);
		// Images are named after the title.
		const [url, srcset] = [before?.url, before?.srcset].map((text) =>
			text?.replaceAll("/photo.v1.jpg", "/blue-hour.v1.jpg"),
		);
		expect(await response.json()).toEqual({ ...before, title: "Blue hour", url, srcset });
		await edit(id, { caption: "Ärger & <b>Freude</b>\nüber 写真" });
		expect<unknown>(await photo(server, id)).toEqual({
			...before,
			title: "Blue hour",
			...{ url, srcset },
			caption: "Ärger & <b>Freude</b>\nüber 写真",
		});
		const html = await (await fetch(`${server.url}/photos/${id}`)).text();
		expect(html).toContain("Ärger &amp; &lt;b>Freude&lt;/b>\nüber 写真");
	});

	test("are removed by null or blanks", async () => {
		await edit(id, { title: null, caption: "  " });
		expect(await photo(server, id)).toMatchObject({ title: null, caption: null });
	});

	test("stay if the body has neither", async () => {
		await edit(id, { title: "kept" });
		expect((await edit(id, {})).status).toBe(200);
		expect(await photo(server, id)).toMatchObject({ title: "kept" });
	});

	test.each([
		["a number", { title: 5 }],
		["too long a title", { title: "x".repeat(2001) }],
		["too long a caption", { caption: "x".repeat(5001) }],
		["NUL, which Postgres cannot store", { title: "a\0b" }],
		["a list", { caption: ["x"] }],
	])("are refused: %s", async (_, body) => {
		const answer = await refusal(await edit(id, body));
		expect(answer).toMatchObject({ status: 400, code: "bad-request" });
		expect(answer.message).toMatch(/^Cannot read (title|caption): must be text of at most \d+/);
		expect(await photo(server, id)).toMatchObject({ title: "kept", caption: null });
	});

	test("can be edited by the owner alone, and only of known photos", async () => {
		for (const path of [id, unknown, "x", "%00", "..%2f..%2fx"]) {
			const init = { method: "PATCH", body: '{"title":5}' };
			const visitor = await fetch(`${server.url}/api/photos/${path}`, init);
			expect(await refusal(visitor)).toMatchObject({ status: 401, code: "unauthorized" });
			if (path === id) continue;
			expect(await refusal(await edit(path, { title: "x" }))).toMatchObject({ status: 404 });
		}
	});
});

describe("a photo that is deleted for good", () => {
	test("is gone: record, page, images, original, everything in the stores", async () => {
		const gone = await published("gone.jpg", drawn(2, "jpeg", 240, 150));
		const paths = ["", "?width=40", "?width=80", "?width=80&format=avif", "?width=9999"];
		const images = paths.map((query) => `${server.url}/media/${gone}/gone.jpg${query}`);
		for (const image of images) expect((await fetch(image)).status).toBe(200);
		expect(await traces(gone)).not.toEqual([]);
		expect((await remove(gone)).status).toBe(204);
		for (const image of images) expect((await fetch(image)).status).toBe(404);
		await untilNoTraces(gone);
		expect(await photo(server, gone)).toBeNull();
		expect((await fetch(`${server.url}/photos/${gone}`)).status).toBe(404);
		expect(await (await fetch(server.url)).text()).not.toContain(gone);
	});

	test("cannot be deleted again, nor can an unknown photo", async () => {
		const twice = await published("twice.jpg", drawn(3));
		await remove(twice);
		for (const path of [twice, unknown, "x", "%00", "..%2f..%2f..%2fetc", "%E0%A4%A"]) {
			expect(await refusal(await remove(path))).toMatchObject({ status: 404, code: "not-found" });
		}
	});

	test("can be deleted by the owner alone", async () => {
		const response = await fetch(`${server.url}/api/photos/${id}`, { method: "DELETE" });
		expect(await refusal(response)).toMatchObject({ status: 401, code: "unauthorized" });
		expect((await photo(server, id))?.status).toBe("published");
	});

	test("stays gone if it is deleted before or while it is published", async () => {
		using events = await openEvents(server);
		const files = copies(drawn(4, "jpeg", 800, 600), 6);
		const ids = await upload(server, ...files.map((bytes, i) => [`${i}.jpg`, bytes] as const));
		await events.first((event) => ids.includes(event.id) && event.status === "processing");
		const responses = await Promise.all(ids.map(remove));
		expect(responses.map(({ status }) => status)).toEqual(ids.map(() => 204));
		// The queue is in order: when this photo is published, the work on the others has ended.
		await published("after.jpg", drawn(5));
		for (const id of ids) {
			expect(await photo(server, id)).toBeNull();
			await untilNoTraces(id);
			expect((await fetch(`${server.url}/media/${id}/x.jpg`)).status).toBe(404);
		}
	});

	// The more responses, the more variants are stored already: after the last, all but the last one.
	test.each([0, 1, 3, 6])(
		"stays gone if visitors request it at the same time, and %d of 6 have their image",
		async (responses) => {
			const requested = await published("requested.jpg", drawn(60 + responses, "jpeg", 240, 160));
			const image = `${server.url}/media/${requested}/x.jpg`;
			const widths = [40, 80, 120, 160, 200, 240];
			let answered = 0;
			const request = async (width: number): Promise<number> => {
				const { status } = await fetch(`${image}?width=${width}`);
				answered++;
				return status;
			};
			const pending = widths.map(request);
			await until(`${responses} visitors have their image`, () => answered >= responses);
			await remove(requested);
			expect(await Promise.all(widths.map(request))).toEqual(widths.map(() => 404));
			for (const status of await Promise.all(pending)) expect(status).toBeOneOf([200, 404]);
			await untilNoTraces(requested);
			expect(await Promise.all(widths.map(request))).toEqual(widths.map(() => 404));
		},
	);

	test("can be uploaded again at once, at whichever stage it was deleted", async () => {
		const bytes = drawn(6, "jpeg", 400, 300);
		for (const step of ["received", "processing", "published"]) {
			using events = await openEvents(server);
			const [again = ""] = await upload(server, [`${step}.jpg`, bytes]);
			await events.first((event) => event.id === again && event.status === step);
			expect((await remove(again)).status).toBe(204);
		}
		const again = await published("again.jpg", bytes);
		expect(await photo(server, again)).toMatchObject({
			status: "published",
			filename: "again.jpg",
		});
		expect((await fetch(`${server.url}/media/${again}/x.jpg?width=30`)).status).toBe(200);
	});

	test("does not affect other photos", async () => {
		expect((await fetch(`${server.url}/media/${id}/x.jpg?width=64`)).status).toBe(200);
		expect(await metric(server, 'widthwise_ingest_seconds_count{outcome="failed"}')).toBe(0);
		expect(server.log()).not.toContain("rror");
	});
});
