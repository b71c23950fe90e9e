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
	});
});
afterAll(() => Promise.all([server?.remove(), cloudFront.stop()]));

const remove = (id: string) =>
	asOwner(server, `/api/photos/${id}?forever=true`, { method: "DELETE" });

const storedFiles = async () => [
	...(await filesIn(server, "media")),
	...(await filesIn(server, "public")),
];

test("deleting a photo invalidates it at the CDN, or reports that this failed", async () => {
	const [id = ""] = await upload(server, ["a.jpg", drawn(1)]);
	await settled(server, [id]);

	cloudFront.behave("refuse");
	const refused = await remove(id);
	expect(refused.status).toBe(503);
	const { error } = await refused.json();
	expect(error.message).toContain("CDN");
	// The photo is not visible any more; deleting it again retries the invalidation.
	expect((await asOwner(server, `/api/photos/${id}`)).status).toBe(404);
	expect((await remove(id)).status).toBe(503);

	cloudFront.behave("accept");
	expect((await remove(id)).status).toBe(204);
	expect(cloudFront.invalidations).toEqual([
		{ distribution: "E2QWRUHAPOMQZL", paths: [`/media/${id}/*`, `/photos/${id}/*`] },
	]);
	expect((await remove(id)).status).toBe(404);
	expect(await storedFiles()).toEqual([]);
});

test("deleting a photo succeeds while the CDN has too many invalidations, and can be repeated", async () => {
	const [id = ""] = await upload(server, ["b.jpg", drawn(2)]);
	await settled(server, [id]);
	cloudFront.behave("too-many");
	expect((await remove(id)).status).toBe(204);
	expect(await storedFiles()).toEqual([]);

	cloudFront.behave("accept");
	expect((await remove(id)).status).toBe(204);
	expect(cloudFront.invalidations.at(-1)?.paths).toEqual([`/media/${id}/*`, `/photos/${id}/*`]);
	expect((await remove(id)).status).toBe(404);
});
