import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Store } from "widthwise";
import { createS3Store } from "widthwise/store/s3";
import { verdictKey } from "widthwise/url";
import { createLocalLambda, type LocalLambda } from "../../edge/lambda/local-lambda.ts";
import { PATIENCE_MS } from "../patience.ts";
import { requires } from "../requirements.ts";
import { type RunningServer, startNewServer, startNewServerProcess } from "../running-server.ts";
import { asOwner, type NamedFile, type PhotoAnswer, photo, upload } from "../server/client.ts";
import { drawn, drawnLarge, undecodable, withExif } from "../server/drawn-photos.ts";
import { settled } from "../server/photo-events.ts";
import { pushBucketEvents } from "../services/bucket-events.ts";
import { sharedBundles, sharedS3 } from "../services/shared.ts";
import { nodes } from "./nodes.ts";

const [{ node, needs }] = nodes;

const FILES: readonly NamedFile[] = [
	["careless.jpg", withExif(drawnLarge(1, 750, 500))],
	["small.png", drawn(2, "png")],
	["broken.png", undecodable(3)],
];

/** The part of a photo's state that must not depend on the publisher. */
function stateOf(found: PhotoAnswer): object {
	const { createdAt: _createdAt, publishedAt, url, srcset: _srcset, ...state } = found;
	return { ...state, url, isPublished: publishedAt !== null };
}

requires("s3", needs).describe("publishing by the media bucket's event", () => {
	let mediaStore: Store;
	let validate: LocalLambda;
	let trigger: ReturnType<typeof Bun.serve>;
	let byEvent: RunningServer;
	let byWorker: RunningServer;
	let hasEvents = true;

	beforeAll(async () => {
		const [bundles, s3] = await Promise.all([sharedBundles(), sharedS3()]);
		const [media, publicBucket] = [await s3.createBucket(), await s3.createBucket()];
		mediaStore = createS3Store({ ...s3.connection, bucket: media });
		const stores = { MEDIA_STORE: `s3://${media}`, PUBLIC_STORE: `s3://${publicBucket}` };
		validate = await createLocalLambda({
			zip: bundles.validate,
			node,
			memoryMegabytes: 1024,
			timeoutMs: PATIENCE_MS,
			concurrency: 1,
			environment: { ...s3.environment, ...stores },
			onOutput: console.error,
		});
		trigger = Bun.serve({
			port: 0,
			hostname: "127.0.0.1",
			async fetch(request) {
				// Like S3, does not wait for the Lambda.
				if (hasEvents) void validate.invoke(await request.json());
				return new Response();
			},
		});
		await pushBucketEvents(s3, media, { prefix: "originals/", address: trigger.url.href });
		byEvent = await startNewServerProcess({
			...s3.environment,
			...stores,
			PUBLISHER: "bucket-event",
		});
		byWorker = await startNewServer();
	});
	afterAll(async () => {
		await Promise.all([byEvent?.remove(), byWorker?.remove()]);
		await validate?.close();
		await trigger?.stop(true);
	});

	async function statesOn(server: RunningServer): Promise<readonly object[]> {
		const ids = await upload(server, ...FILES);
		return (await settled(server, ids)).map(stateOf);
	}

	test("leads to the same catalogue as publishing in the worker", async () => {
		const states = await statesOn(byEvent);
		expect(states).toEqual([...(await statesOn(byWorker))]);
		expect(states).toMatchObject([
			{ status: "published", camera: "Canon EOS 5D Mark III" },
			{ status: "published" },
			{ status: "failed", error: { code: "unreadable-image" } },
		]);
	});

	test("serves photos that the function published, and deletes them", async () => {
		const [id = ""] = await upload(byEvent, ["another.jpg", drawn(4, "jpeg", 900, 600)]);
		const [found] = await settled(byEvent, [id]);
		const image = `${byEvent.url}${found?.url}?width=200`;
		expect((await fetch(image)).status).toBe(200);
		expect((await asOwner(byEvent, `/api/photos/${id}`, { method: "DELETE" })).status).toBe(204);
		expect((await fetch(image)).status).toBe(404);
	});

	test("allows a failed photo to be uploaded again, and ignores its old verdict", async () => {
		const broken: NamedFile = ["again.png", undecodable(5)];
		const [id = ""] = await upload(byEvent, broken);
		const [failed] = await settled(byEvent, [id]);
		expect(failed?.error?.code).toBe("unreadable-image");
		hasEvents = false;
		await upload(byEvent, broken);
		// The old verdict is deleted, and without events there is no new one.
		expect(await mediaStore.head(verdictKey(id))).toBeNull();
		expect((await photo(byEvent, id))?.status).not.toBe("failed");
		hasEvents = true;
		await upload(byEvent, broken);
		const [found] = await settled(byEvent, [id]);
		expect(found?.error?.code).toBe("unreadable-image");
	});
});
