import { afterAll, beforeAll, expect, test } from "bun:test";
import { type RunningServer, startNewServer } from "../../running-server.ts";
import { startCloudFrontApi } from "../../services/cloudfront-api.ts";
import { asOwner, upload } from "../client.ts";
import { filesIn } from "../data-folder.ts";
import { drawn } from "../drawn-photos.ts";
import { settled } from "../photo-events.ts";

const cloudFront = startCloudFrontApi();
let server: RunningServer;
beforeAll(async () => {
	server = await startNewServer({
		CDN_DISTRIBUTION_ID: "E2QWRUHAPOMQZL",
		AWS_ENDPOINT_URL_CLOUDFRONT: cloudFront.url,
		AWS_ACCESS_KEY_ID: "test",
		AWS_SECRET_ACCESS_KEY: "test",
		AWS_MAX_ATTEMPTS: "1",
	});
});
afterAll(() => Promise.all([server?.remove(), cloudFront.stop()]));

const remove = (id: string) => asOwner(server, `/api/photos/${id}`, { method: "DELETE" });

const kept = async () => [
	...(await filesIn(server, "media")),
	...(await filesIn(server, "public")),
];

test("a deleted photo is deleted from the CDN, or the owner hears that it was not", async () => {
	const [id = ""] = await upload(server, ["a.jpg", drawn(1)]);
	await settled(server, [id]);

	cloudFront.become("refusing");
	const refused = await remove(id);
	expect(refused.status).toBe(503);
	const { error } = await refused.json();
	expect(error.message).toContain("CDN");
	// Nobody is shown it any more; deleting it again tells the CDN again.
	expect((await asOwner(server, `/api/photos/${id}`)).status).toBe(404);
	expect((await remove(id)).status).toBe(503);

	cloudFront.become("ready");
	expect((await remove(id)).status).toBe(204);
	expect(cloudFront.orders).toEqual([
		{ distribution: "E2QWRUHAPOMQZL", paths: [`/media/${id}/*`, `/photos/${id}/*`] },
	]);
	expect((await remove(id)).status).toBe(404);
	expect(await kept()).toEqual([]);
});

test("a CDN that has too many orders is no reason to trouble the owner", async () => {
	const [id = ""] = await upload(server, ["b.jpg", drawn(2)]);
	await settled(server, [id]);
	cloudFront.become("busy");
	expect((await remove(id)).status).toBe(204);
	expect(await kept()).toEqual([]);

	cloudFront.become("ready");
	expect((await remove(id)).status).toBe(204);
	expect(cloudFront.orders.at(-1)?.paths).toEqual([`/media/${id}/*`, `/photos/${id}/*`]);
	expect((await remove(id)).status).toBe(404);
});
