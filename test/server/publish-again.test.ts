import { afterAll, expect, test } from "bun:test";
import { startServer, temporaryFolder } from "../running-server.ts";
import { asOwner, refusal, upload } from "./client.ts";
import { drawn, undecodable } from "./drawn-photos.ts";
import { openEvents, settled } from "./photo-events.ts";

const server = await startServer(await temporaryFolder());
afterAll(server.remove);
const ids = await upload(server, ["good.jpg", drawn(1)], ["broken.png", undecodable(1)]);
await settled(server, ids);
const [published = "", failed = ""] = ids;

const again = (id: string) => asOwner(server, `/api/photos/${id}/publish`, { method: "POST" });

test("a photo that failed is tried once more", async () => {
	const events = await openEvents(server);
	const response = await again(failed);
	expect(response.status).toBe(202);
	expect(await response.json()).toEqual({ id: failed, status: "received" });
	await events.first(({ id, status }) => id === failed && status === "failed");
	expect(events.heard.map(({ status }) => status)).toEqual(["received", "processing", "failed"]);
	events.close();
});

test("one that has not failed stays as it is, in sight of its visitors", async () => {
	for (const id of [published, "0".repeat(32), "x"]) {
		expect(await refusal(await again(id))).toMatchObject({ status: 404, code: "not-found" });
	}
	expect((await fetch(`${server.url}/api/photos/${published}`)).status).toBe(200);
});

test("by its owner alone", async () => {
	const response = await fetch(`${server.url}/api/photos/${failed}/publish`, { method: "POST" });
	expect(response.status).toBe(401);
});
