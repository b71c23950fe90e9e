import { createFolderStore } from "widthwise/store/folder";
import { variantKey } from "widthwise/url";
import { measureLoadsInTurns, type Turns } from "../harness/loads-in-turns.ts";
import type { Table } from "../harness/table.ts";
import { startEdges } from "../servers/edges.ts";
import { fetchImage, ROUND_WIDTH, WIDTHS } from "../servers/image-server.ts";
import { hasNginxEdge, startNginxEdge } from "../servers/nginx-edge.ts";
import { writePhotos } from "../servers/photo-folder.ts";
import { startWidthwise, type WidthwiseServer } from "../servers/widthwise.ts";
import { type Contender, HIT_PHOTO } from "./contender.ts";
import { hitsTable, missesTable } from "./every-edge-tables.ts";
import { timeMisses } from "./time-misses.ts";

const MISS_ROUNDS = 10;
const HIT_TURNS: Turns = { rounds: 3, seconds: 4 };

/** The misses of our server, and those of nginx, which has the same store; each begins with a warm-up. */
const [OUR_MISSES, NGINX_MISSES] = [HIT_PHOTO + 1, HIT_PHOTO + MISS_ROUNDS + 2];
const PHOTOS = NGINX_MISSES + MISS_ROUNDS + 1;

/**
 * Measures hits and warm misses of a 400 px image on our server and on every edge that can run on this
 * machine. All have the same published photos and, for hits, the same variant; each edge without a server
 * has a copy of its own. They take turns.
 *
 * @throws {Error} if an edge answers with another variant than our server
 *
 * @example
 * for (const table of await measureEveryEdge(photo)) console.log(formatTable(table));
 */
export async function measureEveryEdge(photo: Uint8Array): Promise<readonly Table[]> {
	await using started = new AsyncDisposableStack();
	const served = started.use(await writePhotos(photo, { first: 0, count: PHOTOS }));
	const widthwise = started.use(await startWidthwise(served));
	const image = await fetchImage(widthwise.url(HIT_PHOTO, ROUND_WIDTH));
	await untilStored(widthwise);
	const running = started.use(
		await startEdges({
			folder: widthwise.publicFolder,
			buckets: WIDTHS,
			readyPath: pathOf(widthwise.url(HIT_PHOTO, ROUND_WIDTH)),
		}),
	);
	const nginx = hasNginxEdge() ? started.use(await startNginxEdge(widthwise)) : null;
	const contenders: readonly Contender[] = [
		{ name: "our server", url: urlOf(widthwise), firstMiss: OUR_MISSES },
		...(nginx?.servers ?? []).map(
			(server, i): Contender => ({
				name: server.name,
				url: urlOf(server),
				firstMiss: i === 0 ? NGINX_MISSES : null,
			}),
		),
		...running.edges.map(
			({ name, url }): Contender => ({
				name,
				url: (photo) => url + pathOf(widthwise.url(photo, ROUND_WIDTH)),
				firstMiss: OUR_MISSES,
			}),
		),
	];
	await checkHits(contenders, image);
	const missing = [...(nginx ? [] : ["nginx with its module for njs"]), ...running.missing];
	const misses = await timeMisses(contenders, MISS_ROUNDS);
	const hits = contenders.map(({ name, url }) => ({ name, url: url(HIT_PHOTO) }));
	const task = `${ROUND_WIDTH} px of a photo of ${(photo.length / 1e6).toFixed(1)} MB`;
	return [
		hitsTable(measureLoadsInTurns("hits", hits, HIT_TURNS), image.length, missing),
		missesTable(misses, task, missing),
	];
}

/**
 * Checks that contenders answer with the same image, which also warms them up.
 *
 * @throws {Error} if one does not
 *
 * @example
 * await checkHits(contenders, image);
 */
export async function checkHits(
	contenders: readonly Contender[],
	image: Uint8Array,
): Promise<void> {
	for (const { name, url } of contenders) {
		const own = await fetchImage(url(HIT_PHOTO));
		if (Buffer.compare(own, image) !== 0) throw new Error(`${name} has another image`);
	}
}

function urlOf(server: Pick<WidthwiseServer, "url">): Contender["url"] {
	return (photo) => server.url(photo, ROUND_WIDTH);
}

function pathOf(url: string): string {
	const { pathname, search } = new URL(url);
	return pathname + search;
}

/**
 * Waits until the variant is in the store: the server answers before.
 *
 * @throws {Error} after two minutes
 */
async function untilStored({ publicFolder, url }: WidthwiseServer): Promise<void> {
	const [, , photoId = ""] = new URL(url(HIT_PHOTO, ROUND_WIDTH)).pathname.split("/");
	const key = variantKey({ photoId, cut: { bucket: ROUND_WIDTH, format: "webp" } });
	const store = createFolderStore({ folder: publicFolder });
	for (const deadline = Date.now() + 120_000; Date.now() < deadline; await Bun.sleep(5)) {
		if (await store.head(key)) return;
	}
	throw new Error(`${key} was not stored`);
}
