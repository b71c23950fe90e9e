import { afterAll, describe, expect, test } from "bun:test";
import { startNewServer } from "../../running-server.ts";
import { asOwner, metric, photo, post, refusal, type UploadAnswer, upload } from "../client.ts";
import { filesIn } from "../data-folder.ts";
import { drawn, undecodable, withExif } from "../drawn-photos.ts";
import { openEvents, settled } from "../photo-events.ts";

const server = await startNewServer();
afterAll(server.remove);

describe("a complete file that cannot be decoded", () => {
	test("fails with a reason, and the others are published", async () => {
		using visitor = await openEvents(server, {});
		const ids = await upload(
			server,
			["good 1.jpg", drawn(1)],
			["broken.png", undecodable(1)],
			["good 2.jpg", drawn(2)],
		);
		const photos = await settled(server, ids);
		expect(photos.map(({ status }) => status)).toEqual(["published", "failed", "published"]);
		expect(photos[1]?.error?.code).toBe("unreadable-image");
		expect(photos[1]?.error?.message).toMatch(/damaged|cannot be (read|decoded)/);
		expect(photos[1]?.error?.message).not.toMatch(/vips|wasm|exception|undefined|\/|png.*error/i);
		expect(photos[0]?.error).toBeNull();
		await visitor.first(({ id }) => id === ids[2]);
		expect(visitor.received.map(({ id }) => id)).not.toContain(ids[1]);
	});

	test("is visible to the owner alone", async () => {
		const [id = ""] = await upload(server, ["hidden.png", undecodable(2)]);
		await settled(server, [id]);
		for (const path of ["", "?width=400"]) {
			expect((await fetch(`${server.url}/media/${id}/hidden.jpg${path}`)).status).toBe(404);
		}
		expect(await refusal(await fetch(`${server.url}/api/photos/${id}`))).toMatchObject({
			status: 404,
		});
		expect((await fetch(`${server.url}/photos/${id}`)).status).toBe(404);
		for (const path of ["/", "/api/photos"]) {
			expect(await (await fetch(server.url + path)).text()).not.toContain(id);
			const text = await (await asOwner(server, path)).text();
			expect(text).toContain(id);
			expect(text).toContain((await photo(server, id))?.error?.message ?? "-");
		}
		expect(await filesIn(server, "public")).not.toContainEqual(expect.stringContaining(id));
	});

	test("is published again if it is uploaded again", async () => {
		const [id = ""] = await upload(server, ["first.png", undecodable(3)]);
		await settled(server, [id]);
		using events = await openEvents(server);
		const response = await post(server, ["second.png", undecodable(3)]);
		expect(response.status).toBe(202);
		const { photos }: UploadAnswer = await response.json();
		expect(photos).toMatchObject([{ id, status: "received", filename: "second.png" }]);
		await events.first(({ status }) => status === "failed");
		expect(events.received.map(({ status }) => status)).toEqual([
			"received",
			"processing",
			"failed",
		]);
	});

	test("can be deleted", async () => {
		const [id = ""] = await upload(server, ["delete.png", undecodable(4)]);
		await settled(server, [id]);
		const response = await asOwner(server, `/api/photos/${id}?forever=true`, { method: "DELETE" });
		expect(response.status).toBe(204);
		expect(await photo(server, id)).toBeNull();
		expect(await filesIn(server, "media")).not.toContainEqual(expect.stringContaining(id));
	});
});

test("twenty photos that fail do not keep another one from being published", async () => {
	const bad = Array.from({ length: 20 }, (_, i) => {
		return [`${i}.png`, undecodable(10 + i)] as const;
	});
	const ids = await upload(server, ...bad, ["good.jpg", withExif(drawn(3))]);
	const photos = await settled(server, ids);
	expect(photos.map(({ status }) => status)).toEqual([...bad.map(() => "failed"), "published"]);
	expect(await metric(server, 'widthwise_ingest_seconds_count{outcome="retried"}')).toBe(0);
});
