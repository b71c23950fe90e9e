import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Store } from "widthwise";
import { parseVerdict } from "widthwise/photo";
import { createS3Store } from "widthwise/store/s3";
import { originalKey, verdictKey } from "widthwise/url";
import { type Edge, startEdge } from "../../edge/cloudfront/start-edge.ts";
import {
	createLocalLambda,
	type InvocationResult,
	type LocalLambda,
} from "../../edge/lambda/local-lambda.ts";
import { PATIENCE_MS, within } from "../patience.ts";
import { turnedOriginal } from "../photos/originals.ts";
import { BLUE, GREEN, RED, YELLOW } from "../pictures/pixels.ts";
import { contains, distance, quarterColours, readPixels } from "../pictures/read.ts";
import { requires } from "../requirements.ts";
import { pushBucketEvents } from "../services/bucket-events.ts";
import { type InterruptibleS3, startInterruptibleS3 } from "../services/interruptible-s3.ts";
import { sharedBundles } from "../services/shared.ts";
import { objectBytes } from "../stores/contents.ts";
import { nodes } from "./nodes.ts";
import { idOf } from "./s3-events.ts";

const [{ node, needs }] = nodes;
const photo = turnedOriginal();
const id = idOf(photo);

/** A queue of values for which tests can wait. */
function createAsyncQueue<Value>() {
	const [values, readers]: [Value[], ((value: Value) => void)[]] = [[], []];
	return {
		push(value: Value): void {
			const reader = readers.shift();
			if (reader) reader(value);
			else values.push(value);
		},
		next(): Promise<Value> {
			const value = values.shift();
			if (value !== undefined) return Promise.resolve(value);
			return new Promise((resolve) => readers.push(resolve));
		},
	};
}

requires("s3", needs).describe("the complete edge, on S3", () => {
	let s3: InterruptibleS3;
	let media: Store;
	let validate: LocalLambda;
	let edge: Edge;
	let trigger: ReturnType<typeof Bun.serve>;
	let publicBucket: string;
	const validated = createAsyncQueue<InvocationResult>();
	const cuts: InvocationResult[] = [];
	const errors: string[] = [];
	/** The lines that the function logs. */
	const logged: string[] = [];
	let events = 0;
	let statusBefore: number;
	let published: InvocationResult;

	beforeAll(async () => {
		const [bundles, service] = await Promise.all([sharedBundles(), startInterruptibleS3()]);
		s3 = service;
		const mediaBucket = await s3.createBucket();
		publicBucket = await s3.createBucket();
		const { region, credentials, url: endpoint } = s3;
		media = createS3Store({ bucket: mediaBucket, region, credentials, endpoint });
		validate = await createLocalLambda({
			zip: bundles.validate,
			node,
			memoryMegabytes: 1024,
			timeoutMs: PATIENCE_MS,
			concurrency: 1,
			environment: {
				...s3.environment,
				MEDIA_STORE: `s3://${mediaBucket}`,
				PUBLIC_STORE: `s3://${publicBucket}/site`,
			},
			onOutput: (text) => logged.push(...text.trim().split("\n")),
		});
		trigger = Bun.serve({
			port: 0,
			hostname: "127.0.0.1",
			async fetch(request) {
				events++;
				// Like S3, does not wait for the Lambda.
				void validate.invoke(await request.json()).then(validated.push);
				return new Response();
			},
		});
		const address = trigger.url.href;
		await pushBucketEvents(s3, mediaBucket, { prefix: "originals/", address });
		edge = await startEdge({
			bundles,
			bucket: { bucket: publicBucket, prefix: "site", region, credentials, endpoint },
			compute: "edge",
			node,
			pointsOfPresence: 3,
			port: 0,
			timeoutMs: PATIENCE_MS,
			onInvoked: (invoked) => cuts.push(invoked),
			onError: (error) => errors.push(String(error)),
		});
		statusBefore = (await view(id, "")).status;
		published = await upload(photo);
	});
	afterAll(async () => {
		await edge?.stop();
		await validate?.close();
		await trigger?.stop(true);
		await s3?.remove();
	});

	const view = (photoId: string, query: string, accept = "image/webp") =>
		fetch(`${edge.url}/media/${photoId}/a.jpg${query}`, { headers: { accept } });

	async function upload(original: Uint8Array): Promise<InvocationResult> {
		const options = { contentType: "application/octet-stream" };
		await media.put(originalKey(idOf(original)), original, options);
		return await within("the function has handled an original", validated.next());
	}

	test("publishes an upload, and is not invoked again by the verdict", async () => {
		expect(statusBefore).toBe(404);
		expect(published).toMatchObject({ outcome: { ok: true, value: null } });
		expect(parseVerdict(await objectBytes(media, verdictKey(id)))).toMatchObject({
			ok: true,
			published: { width: 1500, height: 300 },
		});
		expect(events).toBe(1);
		edge.cloudFront.invalidate(`/photos/${id}/*`);
		const master = await view(id, "");
		const bytes = await master.bytes();
		expect([master.status, master.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
		expect(contains(bytes, "Secret Camera")).toBe(false);
		expect(await readPixels(bytes)).toMatchObject({ width: 1500, height: 300 });
	});

	test("cuts once for a hundred simultaneous requests of 400 to 402 px", async () => {
		cuts.length = 0;
		const all = await Promise.all(
			Array.from({ length: 100 }, (_, i) => view(id, `?width=${400 + (i % 3)}`)),
		);
		const bodies = await Promise.all(all.map((response) => response.bytes()));
		expect(cuts).toHaveLength(1);
		expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
		expect(new Set(bodies.map((body) => Bun.hash(body))).size).toBe(1);
		const headers = Object.fromEntries(all[0]?.headers ?? []);
		expect(headers).toMatchObject({
			"content-type": "image/webp",
			"cache-control": "public, max-age=31536000, immutable",
			vary: "Accept",
			"x-content-type-options": "nosniff",
			etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
		});
		const pixels = await readPixels(bodies[0] ?? new Uint8Array());
		expect([pixels.width, pixels.height]).toEqual([416, 83]);
		for (const [i, colour] of quarterColours(pixels).entries()) {
			expect(distance(colour, [RED, GREEN, BLUE, YELLOW][i] ?? [])).toBeLessThan(12);
		}
	});

	test("finds the variant in the bucket after the caches are emptied", async () => {
		const { region, credentials, url: endpoint } = s3;
		const location = { bucket: publicBucket, prefix: "site", region, credentials, endpoint };
		await view(id, "?width=416");
		const before = (await Array.fromAsync(createS3Store(location).list(""))).sort();
		edge.cloudFront.invalidate("/*");
		cuts.length = 0;
		expect((await view(id, "?width=416")).headers.get("x-cache")).toBe("Miss from cloudfront");
		expect(cuts).toMatchObject([{ isCold: false }]);
		expect((await Array.fromAsync(createS3Store(location).list(""))).sort()).toEqual(before);
		expect(before).toEqual(
			["master", "mezzanine-1280", "mezzanine-640", "w416.webp"].map((n) => `photos/${id}/${n}`),
		);
	});

	test("writes a verdict with the reason for a damaged photo, and does not serve it", async () => {
		const broken = photo.slice(0, photo.length / 3);
		expect(await upload(broken)).toMatchObject({ outcome: { ok: true } });
		expect(parseVerdict(await objectBytes(media, verdictKey(idOf(broken))))).toMatchObject({
			ok: false,
			code: "truncated-file",
		});
		expect((await view(idOf(broken), "?width=400")).status).toBe(404);
		expect(logged.map((line) => JSON.parse(line).outcome)).toEqual(["published", "refused"]);
		expect(errors).toEqual([]);
	});

	test("serves cached images while S3 is unreachable, and recovers afterwards", async () => {
		await view(id, "?width=416");
		await s3.stop();
		try {
			expect((await view(id, "?width=416")).status).toBe(200);
			expect((await view(id, "?width=640")).status).toBe(503);
		} finally {
			await s3.start();
		}
		expect((await view(id, "?width=640")).status).toBe(200);
	});
});
