import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { unzipSync } from "fflate";
import { createMemoryStore, type Store } from "widthwise";
import { parseVerdict } from "widthwise/photo";
import { originalKey, verdictKey } from "widthwise/url";
import { buildBundles } from "../../edge/build/bundles.ts";
import { serveStoresAsS3 } from "../../edge/cloudfront/folder-s3.ts";
import { createOrigin } from "../../edge/cloudfront/origin.ts";
import { createLocalLambda, type LocalLambda } from "../../edge/lambda/local-lambda.ts";
import { PATIENCE_MS } from "../patience.ts";
import { turnedOriginal, uprightOriginal } from "../photos/originals.ts";
import { BLUE, GREEN, RED, YELLOW } from "../pictures/pixels.ts";
import { distance, quarterColours, readPixels } from "../pictures/read.ts";
import { requires } from "../requirements.ts";
import { sharedBundles } from "../services/shared.ts";
import { objectBytes } from "../stores/contents.ts";
import { nodes } from "./nodes.ts";
import { publishedPhoto } from "./published-photo.ts";
import { idOf, uploads } from "./s3-events.ts";
import { BUCKETS, KEYS, PHOTO } from "./urls.ts";

const bundles = await sharedBundles();
const [upright, turned] = [uprightOriginal(), turnedOriginal()];

/** Serves a public store and an empty media store as S3 buckets. */
async function servedStores(publicStore: Store = createMemoryStore()) {
	const media = createMemoryStore();
	const server = await serveStoresAsS3({ media, public: publicStore });
	const credentials = { accessKeyId: "test", secretAccessKey: "test" };
	const environment = {
		AWS_REGION: "us-east-1",
		AWS_ACCESS_KEY_ID: "test",
		AWS_SECRET_ACCESS_KEY: "test",
	};
	return { media, publicStore, server, credentials, environment };
}

/** The names of a zip's files, none of which is inflated. */
function namesIn(zip: Uint8Array): string[] {
	const names: string[] = [];
	unzipSync(zip, { filter: ({ name }) => names.push(name) === 0 });
	return names;
}

function programIn(zip: Uint8Array): string {
	const files = unzipSync(zip, { filter: ({ name }) => name === "index.mjs" });
	return new TextDecoder().decode(files["index.mjs"]);
}

async function expectQuadrants(store: Store, key: string, width: number): Promise<void> {
	const pixels = await readPixels(await objectBytes(store, key));
	expect([pixels.width, pixels.height]).toEqual([width, Math.round(width / 5)]);
	for (const [i, colour] of quarterColours(pixels).entries()) {
		expect(distance(colour, [RED, GREEN, BLUE, YELLOW][i] ?? [])).toBeLessThan(12);
	}
}

describe("the bundles", () => {
	test("are small, and contain only the files that they need", () => {
		expect(bundles.originRequest.length).toBeLessThan(5e6);
		expect(bundles.validate.length).toBeLessThan(6e6);
		const codec = ["vips-heif.wasm", "vips-node.mjs", "vips.wasm"];
		const jsquash = ["mozjpeg_dec.wasm", "mozjpeg_enc.wasm", "webp_dec.wasm", "webp_enc_simd.wasm"];
		const cutting = namesIn(bundles.originRequest);
		expect(cutting.sort()).toEqual(["index.mjs", ...codec, ...jsquash].sort());
		const fileNames = namesIn(bundles.validate);
		const others = ["vips-jxl.wasm", "libheif.js", "libheif.wasm"];
		expect(fileNames.sort()).toEqual(["index.mjs", "vips-thread.mjs", ...codec, ...others].sort());
	});

	// test/release builds all of them again from the same input, in another folder.
	test("have the same bytes for the same input, and other widths only in the Lambda that cuts", async () => {
		const again = await buildBundles({ buckets: BUCKETS, otherWidths: [480, 640] });
		expect(again.viewerRequest).toBe(bundles.viewerRequest);
		// Compared as a whole: a difference would be printed byte by byte.
		expect(Buffer.compare(again.validate, bundles.validate)).toBe(0);
		const widthsIn = (zip: Uint8Array) => /\[256,[\d,]+\]/.exec(programIn(zip))?.[0];
		expect(widthsIn(bundles.originRequest)).toBe("[256,416,640,1280]");
		expect(widthsIn(again.originRequest)).toBe("[256,416,480,640,1280]");
	});
});

describe.each(nodes)("origin-request on Node.js $major", ({ node, needs }) => {
	const it = requires(needs).test;
	let stores: Awaited<ReturnType<typeof servedStores>>;
	let lambda: LocalLambda;
	let requestOrigin: ReturnType<typeof createOrigin>;
	const errors: unknown[] = [];

	beforeAll(async () => {
		if (node === "") return;
		stores = await servedStores(await publishedPhoto());
		const { environment, credentials, server } = stores;
		lambda = await createLocalLambda({
			zip: bundles.originRequest,
			node,
			memoryMegabytes: 1024,
			timeoutMs: PATIENCE_MS,
			concurrency: 1,
			environment,
			onOutput: (text) => errors.push(text),
		});
		const location = { bucket: "public", prefix: "", region: "us-east-1", endpoint: server.url };
		const bucket = { ...location, credentials };
		requestOrigin = createOrigin({
			bucket,
			invoke: lambda.invoke,
			onError: (error) => errors.push(error),
		});
	});
	afterAll(async () => {
		await lambda?.close();
		await stores?.server.stop();
	});

	it("returns the correct variant for every URL in the table", async () => {
		for (const key of KEYS) {
			const { status, headers } = await requestOrigin(`/${key}`);
			expect([key, status]).toEqual([key, 200]);
			expect(headers["content-type"]).toBe(
				`image/${/\w+$/.exec(key)?.[0]}`.replace("master", "jpeg"),
			);
			const [, width] = /w(\d+)\./.exec(key) ?? [];
			if (width) await expectQuadrants(stores.publicStore, key, Number(width));
		}
		expect(errors).toEqual([]);
	});

	it("answers 404 for other keys and photos, and survives a damaged source", async () => {
		expect((await requestOrigin(`/photos/${PHOTO}/w417.webp`)).status).toBe(404);
		expect((await requestOrigin(`/photos/${PHOTO}/mezzanine-640`)).status).toBe(404);
		expect((await requestOrigin(`/photos/${"f".repeat(32)}/w416.webp`)).status).toBe(404);
		const broken = "b".repeat(32);
		const master = await stores.publicStore.head(`photos/${PHOTO}/master`);
		for (const name of ["master", "mezzanine-640", "mezzanine-1280"]) {
			const options = { contentType: "image/jpeg", metadata: master?.metadata ?? {} };
			await stores.publicStore.put(`photos/${broken}/${name}`, upright.slice(0, 900), options);
		}
		expect((await requestOrigin(`/photos/${broken}/w416.webp`)).status).toBe(503);
		expect(errors.join()).toContain("damaged");
		expect((await requestOrigin(`/photos/${PHOTO}/w256.webp`)).status).toBe(200);
	});
});

describe.each(nodes)("validate on Node.js $major", ({ node, needs }) => {
	requires(needs).test(
		"publishes photos, refuses damaged ones, and ignores other events",
		async () => {
			const { media, publicStore, server, environment } = await servedStores();
			const output: string[] = [];
			const lambda = await createLocalLambda({
				zip: bundles.validate,
				node,
				memoryMegabytes: 1024,
				timeoutMs: PATIENCE_MS,
				concurrency: 1,
				environment: {
					...environment,
					MEDIA_STORE: "s3://media",
					PUBLIC_STORE: "s3://public/",
					S3_ENDPOINT: server.url,
				},
				onOutput: (text) => output.push(text),
			});
			try {
				const broken = turned.slice(0, 5000);
				const ids = [idOf(turned), idOf(broken)] as const;
				for (const [i, bytes] of [turned, broken].entries()) {
					const options = { contentType: "application/octet-stream" };
					await media.put(originalKey(ids[i] ?? ""), bytes, options);
				}
				expect((await lambda.invoke(uploads(...ids))).outcome).toEqual({ ok: true, value: null });
				const verdicts = await Promise.all(
					ids.map(async (id) => parseVerdict(await objectBytes(media, verdictKey(id)))),
				);
				expect(verdicts).toMatchObject([
					{ ok: true, published: { width: 1500, height: 300, contentType: "image/jpeg" } },
					{ ok: false, code: "truncated-file" },
				]);
				const lines = output.join("").trim().split("\n");
				expect(lines.map((line) => JSON.parse(line))).toMatchObject([
					{ photoId: ids[0], outcome: "published" },
					{ photoId: ids[1], outcome: "refused", cause: expect.stringContaining("truncated-file") },
				]);
				await expectQuadrants(publicStore, `photos/${ids[0]}/master`, 1500);
				await expectQuadrants(publicStore, `photos/${ids[0]}/mezzanine-640`, 640);
				for (const event of [null, {}, { Records: [{}] }, { Event: "s3:TestEvent" }]) {
					expect((await lambda.invoke(event)).outcome).toEqual({ ok: true, value: null });
				}
			} finally {
				await lambda.close();
				await server.stop();
			}
		},
	);

	requires(needs).test("names the mistakes in its environment", async () => {
		const lambda = await createLocalLambda({
			zip: bundles.validate,
			node,
			memoryMegabytes: 1024,
			timeoutMs: PATIENCE_MS,
			concurrency: 1,
			environment: { MEDIA_STORE: "photos" },
		});
		try {
			await expect(lambda.invoke({})).rejects.toThrow("MEDIA_STORE must be s3://bucket");
		} finally {
			await lambda.close();
		}
	});
});
