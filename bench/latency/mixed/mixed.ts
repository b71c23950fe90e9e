import { createProgress } from "../../harness/progress.ts";
import { installRivals } from "../../harness/rivals.ts";
import { formatSummary, percentile, summarize } from "../../harness/statistics.ts";
import type { Table } from "../../harness/table.ts";
import { fetchImage, type ImageServer, type ServedPhotos } from "../../servers/image-server.ts";
import { startIpx } from "../../servers/ipx.ts";
import { buildNext, startNext } from "../../servers/next.ts";
import { hasImageFilter, NGINX_CUTS, startNginxCuts } from "../../servers/nginx.ts";
import { writePhotos } from "../../servers/photo-folder.ts";
import { startWidthwise } from "../../servers/widthwise.ts";
import { drawRequests, type ImageRequest, PHOTOS } from "./requests.ts";

const ROUNDS = 2;
const REQUESTS = 600;

/** Simultaneous visitors; each requests the next image as soon as it has the last. */
const VISITORS = 16;

/** One server's rounds. */
type Served = { rates: number[]; milliseconds: number[]; bytes: number };

/**
 * Measures a realistic mix of hits and misses on a small site, with servers that have cut nothing yet.
 * Each round has another trace and other photos, and restarts every server; the servers alternate.
 *
 * @example
 * console.log(formatTable(await measureMixed(photo)));
 */
export async function measureMixed(photo: Uint8Array): Promise<Table> {
	installRivals();
	await using site = await buildNext();
	const starts = [
		startIpx,
		(served: ServedPhotos) => startNext(site, served),
		...(hasImageFilter() ? [startNginxCuts] : []),
		startWidthwise,
	];
	const results = new Map<string, Served>();
	const distinct: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const requests = drawRequests(round + 1, REQUESTS);
		distinct.push(new Set(requests.map(({ photo, width }) => `${photo} ${width}`)).size);
		await using served = await writePhotos(photo, { first: round * PHOTOS, count: PHOTOS });
		for (const start of starts) {
			await using server = await start(served);
			await measureServer(server, requests, results);
		}
	}
	return tableOf(results, distinct);
}

async function measureServer(
	server: ImageServer,
	requests: readonly ImageRequest[],
	results: Map<string, Served>,
): Promise<void> {
	const progress = createProgress();
	const result = results.get(server.name) ?? { rates: [], milliseconds: [], bytes: 0 };
	results.set(server.name, result);
	const remaining = requests.values();
	async function visit(): Promise<void> {
		for (const { photo, width } of remaining) {
			progress.show(`mixed: ${server.name}, ${result.milliseconds.length} images`);
			const start = performance.now();
			const { byteLength } = await fetchImage(server.url(photo, width));
			result.milliseconds.push(performance.now() - start);
			result.bytes += byteLength;
		}
	}
	const start = performance.now();
	await Promise.all(Array.from({ length: VISITORS }, visit));
	result.rates.push(requests.length / ((performance.now() - start) / 1000));
	progress.done();
}

function tableOf(results: ReadonlyMap<string, Served>, distinct: readonly number[]): Table {
	const rows = [...results].map(([name, { rates, milliseconds, bytes }]) => {
		const times = [0.5, 0.95, 0.99].map((share) => {
			return `${percentile(milliseconds, share).toFixed(1)} ms`;
		});
		const mean = bytes / milliseconds.length / 1000;
		return [name, formatSummary(summarize(rates), "/s"), ...times, `${mean.toFixed(0)} kB`];
	});
	return {
		title: `A mixed trace: ${REQUESTS} requests of ${VISITORS} visitors at once for ${PHOTOS} photos, ${distinct.join(" and ")} of them a first`,
		head: ["server", "requests a second (spread)", "p50", "p95", "p99", "an image"],
		rows,
		samples: Object.fromEntries(
			[...results].flatMap(([name, { rates, milliseconds }]) => [
				[`${name}, /s`, rates],
				[`${name}, ms`, milliseconds],
			]),
		),
		missing: results.has(NGINX_CUTS) ? [] : [NGINX_CUTS],
	};
}
