import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { until } from "../../patience.ts";
import { startNewServer } from "../../running-server.ts";
import { asOwner, OWNER, type PhotoAnswer, photo, refusal, upload } from "../client.ts";
import { filesIn } from "../data-folder.ts";
import { drawn, withExif } from "../drawn-photos.ts";
import { settled } from "../photo-events.ts";

const server = await startNewServer();
afterAll(server.remove);

/** In the middle of the archive, so that both neighbours link to it. */
let id = "";
let others: readonly string[] = [];
let published: PhotoAnswer | null = null;
const file = withExif(drawn(2, "jpeg", 800, 600), 1);

beforeAll(async () => {
	const ids = await upload(server, ["a.jpg", drawn(1)], ["quay.jpg", file], ["c.jpg", drawn(3)]);
	await settled(server, ids);
	id = ids[1] ?? "";
	others = ids.filter((other) => other !== id);
	const body = { title: "Old quay", caption: "At dusk", takenAt: "2014-05-03" };
	await asOwner(server, `/api/photos/${id}`, { method: "PATCH", body });
	published = await photo(server, id);
	expect(await text("/sitemap.xml")).toContain(id);
});

const del = (path: string) => asOwner(server, `/api/photos/${path}`, { method: "DELETE" });
const text = async (path: string, headers = {}) =>
	(await fetch(server.url + path, { headers })).text();
const post = (path: string, fields: Readonly<Record<string, string>>) =>
	fetch(server.url + path, {
		method: "POST",
		headers: OWNER,
		body: new URLSearchParams(fields),
		redirect: "manual",
	});
const traces = async (folder: "media" | "public") =>
	(await filesIn(server, folder)).filter((name) => name.includes(id));
const trashed = async () => (await (await asOwner(server, "/api/trash")).json()).photos;

/** Everything that a visitor may request of a photo. */
const addresses = () => [
	`/photos/${id}`,
	`/api/photos/${id}`,
	published?.url ?? "",
	`${published?.url}?width=320`,
	`/media/${id}/x.jpg?width=640&format=webp`,
];

/** What lists photos for visitors. */
const LISTS = ["/", "/feed.atom", "/sitemap.xml", "/api/photos", "/?cursor="];

async function expectVisible(isVisible: boolean): Promise<void> {
	for (const path of addresses()) {
		expect([path, (await fetch(server.url + path)).status]).toEqual([path, isVisible ? 200 : 404]);
	}
	// The sitemap may be a minute old, but has no photo that was deleted.
	for (const path of LISTS.filter((list) => !isVisible || list !== "/sitemap.xml")) {
		expect([path, (await text(path)).includes(id)]).toEqual([
			path,
			isVisible && path !== "/?cursor=",
		]);
	}
	for (const other of others) {
		if (!isVisible) expect(await text(`/photos/${other}`)).not.toContain(id);
	}
}

describe("a photo that is deleted", () => {
	test("is in the trash: visitors find nothing of it, its original stays", async () => {
		expect((await del(id)).status).toBe(204);
		await expectVisible(false);
		expect(await photo(server, id)).toBeNull();
		expect((await asOwner(server, `/api/photos/${id}/original`)).status).toBe(404);
		await until("nothing public is left", async () => (await traces("public")).length === 0);
		expect((await traces("media")).length).toBeGreaterThan(0);
		expect(await trashed()).toMatchObject([{ id, filename: "quay.jpg", title: "Old quay" }]);
		const page = await text("/desk/trash", OWNER);
		expect(page).toContain("Old quay");
		expect(page).toContain("stays for 30 days");
		expect(page).toContain("position included, stays on this server until it is deleted");
		expect(await refusal(await del(id))).toMatchObject({ status: 404 });
	});

	test("comes back as it was, under the same address, and is published again", async () => {
		const response = await asOwner(server, `/api/photos/${id}/restore`, { method: "POST" });
		expect(response.status).toBe(202);
		expect<unknown>((await settled(server, [id]))[0]).toEqual(published);
		await expectVisible(true);
		expect(await trashed()).toEqual([]);
		expect(await asOwner(server, `/api/photos/${id}/original`).then(bytesOf)).toEqual(file);
		const again = await asOwner(server, `/api/photos/${id}/restore`, { method: "POST" });
		expect(await refusal(again)).toMatchObject({ status: 404 });
	});

	test("comes back when the same file is uploaded again, with its words", async () => {
		await del(id);
		expect(await upload(server, ["other name.jpg", file])).toEqual([id]);
		expect<unknown>((await settled(server, [id]))[0]).toEqual(published);
		await expectVisible(true);
	});

	test("at the desk is undone with one button, which takes back all that was deleted at once", async () => {
		const boxes = Object.fromEntries([id, ...others].map((each) => [`photo.${each}`, "on"]));
		expect(await (await post("/desk/delete", boxes)).text()).toContain(
			"in the trash, where you can",
		);
		const deleted = await post("/desk/delete", { ...boxes, confirmed: "yes", q: "2014" });
		const back = deleted.headers.get("location") ?? "";
		expect(back).toMatch(/^\/desk\?q=2014&trashed=[0-9a-f-]{36}$/);
		await expectVisible(false);
		const desk = await text(back, OWNER);
		expect(desk).toContain("3 photos are in the trash.");
		const batch = /name="batch" value="([0-9a-f-]+)"/.exec(desk)?.[1] ?? "";
		await del(others[0] ?? "");
		expect((await post("/desk/restore", { batch, q: "2014" })).headers.get("location")).toBe(
			"/desk?q=2014",
		);
		const restored = await settled(server, [id, ...others]);
		expect(restored.map(({ status }) => status)).toEqual(Array(3).fill("published"));
		await expectVisible(true);
		expect(await text(back, OWNER)).not.toContain("are in the trash");
	});

	test("is deleted for good from the trash, or at once if the owner wants that", async () => {
		for (const path of [id, others[0] ?? ""]) await del(path);
		expect((await del(`${id}?forever=maybe`)).status).toBe(400);
		expect((await del(`${id}?forever=true`)).status).toBe(204);
		expect(await traces("media")).toEqual([]);
		expect((await post("/desk/trash", { delete: others[1] ?? "" })).status).toBe(303);
		expect(await photo(server, others[1] ?? "")).not.toBeNull();
		expect((await post("/desk/trash", { delete: "all" })).status).toBe(303);
		expect(await trashed()).toEqual([]);
		const media = await filesIn(server, "media");
		expect(media.filter((name) => !name.includes(others[1] ?? "-"))).toEqual([]);
		expect((await del(`${others[1]}?forever=true`)).status).toBe(204);
		expect(await filesIn(server, "media")).toEqual([]);
	});

	test("and the trash are the owner's alone", async () => {
		const paths = [
			["GET", "/api/trash"],
			["DELETE", "/api/trash"],
			["POST", `/api/photos/${id}/restore`],
			["POST", "/desk/restore"],
			["POST", "/desk/trash"],
			["POST", "/desk/originals"],
		] as const;
		for (const [method, path] of paths) {
			expect(await refusal(await fetch(server.url + path, { method }))).toMatchObject({
				status: 401,
			});
		}
		const page = await fetch(`${server.url}/desk/trash`, { redirect: "manual" });
		expect(page.headers.get("location")).toBe("/sign-in?wanted=%2Fdesk%2Ftrash");
	});
});

async function bytesOf(response: Response): Promise<Uint8Array> {
	return new Uint8Array(await response.arrayBuffer());
}
