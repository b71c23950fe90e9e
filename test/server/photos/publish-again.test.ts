import { afterAll, beforeAll, expect, test } from "bun:test";
import { startNewServer } from "../../running-server.ts";
import { asOwner, refusal, upload } from "../client.ts";
import { drawn, undecodable } from "../drawn-photos.ts";
import { openEvents, settled } from "../photo-events.ts";

const server = await startNewServer();
afterAll(server.remove);
let published = "";
let failed = "";
beforeAll(async () => {
	const ids = await upload(server, ["good.jpg", drawn(1)], ["broken.png", undecodable(1)]);
	await settled(server, ids);
	[published = "", failed = ""] = ids;
});

const again = (id: string) => asOwner(server, `/api/photos/${id}/publish`, { method: "POST" });

test("a failed photo is published again", async () => {
	using events = await openEvents(server);
	const response = await again(failed);
	expect(response.status).toBe(202);
	expect(await response.json()).toEqual({ id: failed, status: "received" });
	await events.first(({ id, status }) => id === failed && status === "failed");
	expect(events.received.map(({ status }) => status)).toEqual(["received", "processing", "failed"]);
});

test("a photo that has not failed is not published again, and stays visible", async () => {
	for (const id of [published, "0".repeat(32), "x"]) {
		expect(await refusal(await again(id))).toMatchObject({ status: 404, code: "not-found" });
	}
	expect((await fetch(`${server.url}/api/photos/${published}`)).status).toBe(200);
});

test("only the owner can publish a photo again", async () => {
	const response = await fetch(`${server.url}/api/photos/${failed}/publish`, { method: "POST" });
	expect(response.status).toBe(401);
});
