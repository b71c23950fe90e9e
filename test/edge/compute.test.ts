import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Store } from "widthwise";
import { serveStoresAsS3 } from "../../edge/cloudfront/folder-s3.ts";
import { type Compute, type Edge, startEdge } from "../../edge/cloudfront/start-edge.ts";
import type { InvocationResult } from "../../edge/lambda/local-lambda.ts";
import { PATIENCE_MS } from "../patience.ts";
import { requires } from "../requirements.ts";
import { sharedBundles } from "../services/shared.ts";
import { rawRequest } from "./nginx/raw-request.ts";
import { nodes } from "./nodes.ts";
import { publishedPhoto } from "./published-photo.ts";
import { KEYS, PHOTO, URLS } from "./urls.ts";

// As on AWS: Lambda@Edge on the older release, the regional Lambda on the newer one.
const [older, newer] = nodes;
const MISSING = "f".repeat(32);

/** One way to cut missing variants, with a bucket of its own. */
type Running = {
	readonly edge: Edge;
	readonly store: Store;
	readonly invoked: InvocationResult[];
	stop(): Promise<void>;
};

requires(older.needs, newer.needs).describe(
	"the local CloudFront, with Lambda@Edge and with a regional Lambda",
	() => {
		const errors: unknown[] = [];
		let atEdge: Running;
		let regional: Running;

		async function start(compute: Compute): Promise<Running> {
			const store = await publishedPhoto();
			const server = await serveStoresAsS3({ public: store });
			const invoked: InvocationResult[] = [];
			const edge = await startEdge({
				bundles: await sharedBundles(),
				bucket: {
					bucket: "public",
					prefix: "",
					region: "us-east-1",
					endpoint: server.url,
					credentials: { accessKeyId: "test", secretAccessKey: "test" },
				},
				compute,
				node: compute === "edge" ? older.node : newer.node,
				pointsOfPresence: 1,
				port: 0,
				timeoutMs: PATIENCE_MS,
				onInvoked: (result) => invoked.push(result),
				onError: (error) => errors.push(error),
			});
			const stop = async (): Promise<void> => {
				await edge.stop();
				await server.stop();
			};
			return { edge, store, invoked, stop };
		}

		beforeAll(async () => {
			atEdge = await start("edge");
			regional = await start("regional");
		});
		afterAll(async () => {
			await atEdge?.stop();
			await regional?.stop();
		});

		/** Requests every URL of the table, and a photo that does not exist. */
		async function answers({ edge }: Running) {
			const missing = { path: `/media/${MISSING}/a.jpg`, query: "width=400", accept: "" };
			const all = [];
			for (const { path, query, accept } of [...URLS, missing]) {
				// As browsers send it.
				const sent = path.replace("é", "%C3%A9");
				const target = query === undefined ? sent : `${sent}?${query}`;
				const response = await rawRequest(
					edge.url,
					target,
					accept === "" ? {} : { Accept: accept },
				);
				const { status, headers, body } = response;
				const type = headers["content-type"];
				all.push({ target, status, type, etag: headers.etag, bytes: Bun.hash(body) });
			}
			return all;
		}

		test("answer the table of URLs with the same statuses, types and bytes", async () => {
			const before = await answers(regional);
			expect(await answers(atEdge)).toEqual(before);
			expect(before.map(({ status }) => status)).toEqual([
				...URLS.map(({ expected }) => ("name" in expected ? 200 : 400)),
				404,
			]);
			for (const { edge } of [atEdge, regional]) edge.cloudFront.invalidate("/*");
			// Now everything is stored: the bytes and the ETag are those of the cut.
			expect(await answers(regional)).toEqual(before);
			expect(await answers(atEdge)).toEqual(before);
			expect(errors).toEqual([]);
		});

		test("need no regional Lambda for what is stored", async () => {
			for (const { edge, invoked } of [atEdge, regional]) {
				edge.cloudFront.invalidate("/*");
				invoked.length = 0;
			}
			await answers(atEdge);
			await answers(regional);
			// One for each key, and one for the photo that does not exist.
			expect(atEdge.invoked).toHaveLength(KEYS.length + 1);
			expect(regional.invoked).toHaveLength(1);
		});

		test("redirect to what a response cannot hold, which the bucket then sends", async () => {
			const { edge, store } = regional;
			const key = `photos/${PHOTO}/w640.jpeg`;
			const large = new Uint8Array(5_000_000);
			await store.delete(key);
			edge.cloudFront.invalidate("/*");
			// Another process stores it after CloudFront has asked the bucket for it.
			const looked = store.get;
			let asked = 0;
			Object.assign(store, {
				async get(name: string) {
					if (name === key && asked++ === 0) {
						await store.put(key, large, { contentType: "image/jpeg" });
						return null;
					}
					return looked(name);
				},
			});
			const response = await fetch(`${edge.url}/media/${PHOTO}/a.jpg?width=640`);
			expect([response.status, response.redirected]).toEqual([200, true]);
			expect((await response.bytes()).length).toBe(large.length);
		});
	},
);
