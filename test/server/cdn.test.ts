import { afterAll, expect, setDefaultTimeout, test } from "bun:test";
import { startServer, temporaryFolder } from "../running-server.ts";
import { startCloudFrontApi } from "../services/cloudfront-api.ts";
import { asOwner, photo, upload } from "./client.ts";
import { filesIn } from "./data-folder.ts";
import { drawn } from "./drawn-photos.ts";
import { settled } from "./photo-events.ts";

setDefaultTimeout(20_000);

const cloudFront = startCloudFrontApi();
const server = await startServer(await temporaryFolder(), {
	CDN_DISTRIBUTION_ID: "E2QWRUHAPOMQZL",
	AWS_ENDPOINT_URL_CLOUDFRONT: cloudFront.url,
	AWS_ACCESS_KEY_ID: "test",
	AWS_SECRET_ACCESS_KEY: "test",
	AWS_MAX_ATTEMPTS: "1",
});
afterAll(() => Promise.all([server.remove(), cloudFront.stop()]));

const remove = (id: string) => asOwner(server, `/api/photos/${id}`, { method: "DELETE" });

test("a deleted photo is deleted from the CDN, or the owner hears that it was not", async () => {
	const [id = ""] = await upload(server, ["a.jpg", drawn(1)]);
	await settled(server, [id]);

	cloudFront.refuse(true);
	const refused = await remove(id);
	expect(refused.status).toBe(503);
	const { error } = await refused.json();
	expect(error.message).toContain("CDN");
	// What can be deleted again is still there to be deleted.
	expect(await photo(server, id)).toMatchObject({ id });

	cloudFront.refuse(false);
	expect((await remove(id)).status).toBe(204);
	expect(cloudFront.orders).toEqual([
		{ distribution: "E2QWRUHAPOMQZL", paths: [`/media/${id}/*`, `/photos/${id}/*`] },
	]);
	expect((await asOwner(server, `/api/photos/${id}`)).status).toBe(404);
	expect([...(await filesIn(server, "media")), ...(await filesIn(server, "public"))]).toEqual([]);
});
