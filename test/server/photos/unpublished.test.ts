import { afterAll, beforeAll, expect, test } from "bun:test";
import { makeNewData } from "../../running-server.ts";
import { startServerInProcess } from "../../server-in-process.ts";
import { asOwner, photo, upload } from "../client.ts";
import { drawn } from "../drawn-photos.ts";
import { openEvents, settled } from "../photo-events.ts";

// Without workers, photos stay received.
const { dataDir, environment, remove } = await makeNewData();
const idle = await startServerInProcess(dataDir, { ...environment, WORKERS: "0" });
afterAll(async () => {
	await idle.remove();
	await remove();
});
let id = "";
beforeAll(async () => {
	[id = ""] = await upload(idle, ["waiting.jpg", drawn(1)]);
});

test("visitors do not see photos that are not published yet", async () => {
	const paths = [`/api/photos/${id}`, `/photos/${id}`, `/media/${id}/x.jpg`];
	for (const path of [...paths, `/media/${id}/x.jpg?width=400`]) {
		expect([path, (await fetch(idle.url + path)).status]).toEqual([path, 404]);
	}
	for (const path of ["/", "/api/photos", "/feed.atom", "/sitemap.xml"]) {
		const response = await fetch(idle.url + path);
		expect([path, response.status]).toEqual([path, 200]);
		expect(await response.text()).not.toContain(id);
	}
});

test("only the owner can read the stage of a photo", async () => {
	const method = "POST";
	const body = { ids: [id, "0".repeat(32), "x"] };
	const stages = await asOwner(idle, "/upload/stages", { method, body });
	expect(await stages.json()).toEqual({ photos: [{ id, status: "received" }] });
	const headers = { "Content-Type": "application/json" };
	const init = { method, headers, body: JSON.stringify(body) };
	expect((await fetch(`${idle.url}/upload/stages`, init)).status).toBe(401);
});

test("the owner sees a photo that is not published yet", async () => {
	expect(await photo(idle, id)).toMatchObject({
		status: "received",
		width: 96,
		height: 64,
		bytes: null,
		placeholder: null,
		publishedAt: null,
		error: null,
	});
	expect(await (await asOwner(idle, "/")).text()).toContain("Publishing…");
});

test("uploading a received photo again sends no event", async () => {
	using owner = await openEvents(idle);
	using visitor = await openEvents(idle, {});
	expect(await upload(idle, ["again.jpg", drawn(1)])).toEqual([id]);
	const [next = ""] = await upload(idle, ["next.jpg", drawn(2)]);
	await owner.first((event) => event.id === next);
	expect(owner.received).toEqual([{ id: next, status: "received" }]);
	expect(visitor.received).toEqual([]);
});

test("a server with workers publishes the photos that one without workers received", async () => {
	await idle.close();
	await using working = await startServerInProcess(dataDir, environment);
	const photos = await settled(working, [id]);
	expect(photos).toMatchObject([{ status: "published", filename: "waiting.jpg" }]);
	await working.close();
});
