import { expect, test } from "bun:test";
import { createFolderStore } from "widthwise/store/folder";
import { variantKey } from "widthwise/url";
import { checkHits } from "../../../bench/edge/every-edge.ts";
import { hitsTable, missesTable } from "../../../bench/edge/every-edge-tables.ts";
import { timeMisses } from "../../../bench/edge/time-misses.ts";
import { startEdges } from "../../../bench/servers/edges.ts";
import { putPublished } from "../../core/published.ts";
import { deno } from "../../examples/deno.ts";
import { encodedQuadrants } from "../../pictures/painter.ts";
import { requiresOnCi } from "../../requirements.ts";
import { makeTiedFolder } from "../../services/tied-process.ts";
import { workersNeed } from "../../services/workers/workers.ts";

/** Photo 0 is stored at 400 px; the others are not cut. */
const IDS = ["0", "1", "2"].map((digit) => digit.repeat(32));
const VARIANT = Uint8Array.of(1, 2, 3);
const path = (photo: number): string => `/media/${IDS[photo]}/a.jpg?width=400&format=webp`;

const isMet = workersNeed.isMet && deno.isInstalled;
requiresOnCi(isMet, `${workersNeed.missing}; ${deno.missing}`).test(
	"every edge without a server answers a hit with the stored variant, and cuts a miss",
	async () => {
		const { path: folder, remove } = await makeTiedFolder("every-edge", true);
		try {
			const store = createFolderStore({ folder });
			const photo = encodedQuadrants("jpeg", 600, 300);
			for (const id of IDS) await putPublished(store, photo, id);
			const key = variantKey({ photoId: IDS[0] ?? "", cut: { bucket: 400, format: "webp" } });
			await store.put(key, VARIANT, { contentType: "image/webp" });
			const options = { folder, buckets: [400, 640], readyPath: path(0) };
			await using running = await startEdges(options);
			expect([running.edges.length, running.missing]).toEqual([3, []]);
			const contenders = running.edges.map(({ name, url }) => ({
				...{ name, firstMiss: 1 },
				url: (photo: number) => url + path(photo),
			}));
			await checkHits(contenders, VARIANT);
			const misses = await timeMisses(contenders, 1);
			expect([...misses.keys()]).toEqual(contenders.map(({ name }) => name));
			for (const { milliseconds, bytes } of misses.values()) {
				expect([milliseconds.length, bytes > 100]).toEqual([1, true]);
			}
			// Each has a copy of its own.
			expect(await Array.fromAsync(store.list(`photos/${IDS[1]}/w`))).toEqual([]);
		} finally {
			await remove();
		}
	},
);

test("misses are of a new photo in every round, and a row that shares another's misses has none", async () => {
	const asked: string[] = [];
	using server = Bun.serve({
		...{ port: 0, hostname: "127.0.0.1" },
		fetch({ url }) {
			asked.push(new URL(url).pathname);
			return new Response(new Uint8Array(asked.length));
		},
	});
	const contender = (name: string, firstMiss: number | null) => ({
		...{ name, firstMiss },
		url: (photo: number) => `${server.url}${name}/${photo}`,
	});
	const contenders = [contender("ours", 1), contender("nginx", 4), contender("function", null)];
	const misses = await timeMisses(contenders, 2);
	const photos = ["nginx/4", "nginx/5", "nginx/6", "ours/1", "ours/2", "ours/3"];
	expect(asked.toSorted()).toEqual(photos.map((photo) => `/${photo}`));
	expect([...misses].map(([name, { milliseconds }]) => [name, milliseconds.length])).toEqual([
		["ours", 2],
		["nginx", 2],
	]);
	await expect(checkHits(contenders, VARIANT)).rejects.toThrow("ours has another image");
});

test("ratios compare with our server, round by round", () => {
	const load = (requestsPerSecond: number) => ({ requestsPerSecond, p50: 1, p95: 2, p99: 3 });
	const loads = new Map([
		["ours", [load(100), load(400), load(200)]],
		["edge", [load(50), load(100), load(100)]],
	]);
	const hits = hitsTable(loads, 9692, ["Deno (npm ci)"]);
	expect(hits.rows).toEqual([
		["ours", "200 /s (100 to 400)", "1.00x", "1.0 ms", "2.0 ms", "3.0 ms"],
		["edge", "100 /s (50.0 to 100)", "0.50x (0.25 to 0.50)", "1.0 ms", "2.0 ms", "3.0 ms"],
	]);
	const misses = new Map([
		["ours", { milliseconds: [10, 20], bytes: 9 }],
		["edge", { milliseconds: [20, 80], bytes: 8 }],
	]);
	expect(missesTable(misses, "a task", ["Deno (npm ci)"])).toMatchObject({
		rows: [
			["ours", "15.0 ms (10.0 to 20.0)", "1.00x", "9"],
			["edge", "50.0 ms (20.0 to 80.0)", "3.00x (2.00 to 4.00)", "8"],
		],
		missing: hits.missing ?? expect.unreachable(),
	});
});
