import { afterAll, beforeAll, expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Store, unpublish } from "widthwise";
import { createFolderStore } from "widthwise/store/folder";
import { putPublished } from "../../core/published.ts";
import { deno } from "../../examples/deno.ts";
import { until } from "../../patience.ts";
import { uprightOriginal } from "../../photos/originals.ts";
import { requiresOnCi } from "../../requirements.ts";
import { type RunningServer, startNewServer } from "../../running-server.ts";
import { upload } from "../../server/client.ts";
import { drawn } from "../../server/drawn-photos.ts";
import { settled } from "../../server/photo-events.ts";
import { sharedWorkers } from "../../services/shared.ts";
import { workersNeed } from "../../services/workers/workers.ts";
import { contentsOf } from "../../stores/contents.ts";
import { type RawResponse, rawRequest } from "../nginx/raw-request.ts";
import { HOSTILE } from "../nginx/targets.ts";
import { BUCKETS, KEYS, PHOTO, URLS } from "../urls.ts";
import { type RunningDeno, startDeno } from "./start-deno.ts";

/** The headers of images on which the edges and our server agree. */
const SAME_HEADERS = [
	"content-type",
	"content-length",
	"cache-control",
	"etag",
	"vary",
	"width-bucket",
	"x-content-type-options",
];

/** What an edge must have in common with the server. */
function same({ status, headers, body }: RawResponse): unknown {
	if (status !== 200) return { status, code: JSON.parse(String(body)).error.code };
	return { status, body: Bun.hash(body), ...SAME_HEADERS.map((name) => headers[name]) };
}

const isMet = workersNeed.isMet && deno.isInstalled;
const missing = `${workersNeed.missing}; ${deno.missing}`;

requiresOnCi(isMet, missing).describe("the Worker and Deno, beside a server", () => {
	let server: RunningServer;
	let running: RunningDeno;
	let edges: readonly (readonly [string, string])[];
	let stores: readonly Store[];
	let id: string;
	const ofPhoto = (target: string): string => target.replaceAll(PHOTO, id).replaceAll("ID", id);

	beforeAll(async () => {
		server = await startNewServer({ WIDTH_BUCKETS: BUCKETS.join(",") });
		const workers = await sharedWorkers();
		running = await startDeno();
		edges = [
			["Worker", workers.edge],
			["Deno", running.url],
		];
		stores = [workers.store("site"), createFolderStore({ folder: running.folder })];
		[id = ""] = await upload(server, ["quay.jpg", drawn(1, "jpeg", 700, 420)]);
		await settled(server, [id]);
	});
	afterAll(async () => {
		await running?.remove();
		await server?.remove();
	});

	/** Copies what the server has published and cut to the stores of the edges. */
	async function copyStored(): Promise<void> {
		const folder = join(server.dataDir, "public");
		for (const [key, { content, contentType, metadata }] of await contentsOf(
			createFolderStore({ folder }),
		)) {
			for (const store of stores) await store.put(key, content, { contentType, metadata });
		}
	}

	test("answer every URL of the table with its status, bytes and headers", async () => {
		const targets = URLS.map(({ path, query, accept }) => ({
			target: ofPhoto(query === undefined ? path : `${path}?${query}`),
			headers: accept === "" ? {} : { Accept: accept },
		}));
		for (const { target, headers } of targets) await rawRequest(server.url, target, headers);
		const folder = join(server.dataDir, "public/photos", id);
		await until("the server has stored all variants", async () => {
			const names = new Set(await readdir(folder));
			return KEYS.every((key) => names.has(`${key.split("/").at(-1)}.info`));
		});
		await copyStored();
		let images = 0;
		for (const { target, headers } of targets) {
			const expected = same(await rawRequest(server.url, target, headers));
			for (const [edge, origin] of edges) {
				const answer = await rawRequest(origin, target, headers);
				expect([edge, target, same(answer)]).toEqual([edge, target, expected]);
				if (answer.status === 200) images++;
			}
		}
		expect(images).toBeGreaterThan(80);
		expect(running.output()).not.toContain("NotCapable");
	});

	test("answer hostile targets as the server, or refuse them", async () => {
		for (const hostile of HOSTILE) {
			const direct = await rawRequest(server.url, ofPhoto(hostile));
			for (const [edge, origin] of edges) {
				const answer = await rawRequest(origin, ofPhoto(hostile));
				// Runtimes normalise the path before the program sees it: they may refuse with another status.
				const isRefused = answer.status >= 400 && answer.status < 500;
				const isSame = answer.status === 200 && Bun.hash(answer.body) === Bun.hash(direct.body);
				expect([edge, hostile, isSame || isRefused]).toEqual([edge, hostile, true]);
			}
		}
	});

	test("cut what is not stored, and leave nothing of deleted photos", async () => {
		const other = crypto.randomUUID().replaceAll("-", "");
		for (const [i, [edge, origin]] of edges.entries()) {
			const store = stores[i] ?? expect.unreachable();
			await putPublished(store, uprightOriginal(), other);
			const view = () => fetch(`${origin}/media/${other}/a.jpg?width=400&format=webp`);
			const answers = await Promise.all(Array.from({ length: 20 }, view));
			expect([edge, ...answers.map(({ status }) => status)]).toEqual([
				edge,
				...answers.map(() => 200),
			]);
			const bodies = await Promise.all(answers.map((answer) => answer.bytes()));
			expect(new Set(bodies.map((body) => Bun.hash(body))).size).toBe(1);
			const key = `photos/${other}/w416.webp`;
			await until(`${edge} has stored it`, async () => (await store.head(key)) !== null);
			await unpublish(store, other);
			expect(await Array.fromAsync(store.list(`photos/${other}/`))).toEqual([]);
		}
		expect((await fetch(`${running.url}/media/${other}/a.jpg?width=400&format=webp`)).status).toBe(
			404,
		);
	});
});
