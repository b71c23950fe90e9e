import { createProgress } from "../../report/progress.ts";
import { formatSummary, percentile, summarize } from "../../statistics.ts";
import type { Table } from "../../table.ts";
import { installRivals } from "../rivals.ts";
import { HEADERS, type ImageServer, type ServedPhotos } from "../servers/image-server.ts";
import { startIpx } from "../servers/ipx.ts";
import { buildNext, startNext } from "../servers/next.ts";
import { hasImageFilter, NGINX_CUTS, startNginxCuts } from "../servers/nginx.ts";
import { layPhotos } from "../servers/photo-folder.ts";
import { startWidthwise } from "../servers/widthwise.ts";
import { drawRequests, PHOTOS, type Requested } from "./requests.ts";

const ROUNDS = 2;
const REQUESTS = 600;

/** Each asks for its next image as soon as it has the last. */
const VISITORS = 16;

/** One server's rounds. */
type Served = { rates: number[]; milliseconds: number[]; bytes: number };

/**
 * A morning on a small site: hits and misses as visitors' browsers cause them, on servers that have cut
 * nothing yet. Each round is another trace on other photos, and every server starts anew; they take
 * turns.
 *
 * @example
 * console.log(formatTable(await measureMixed(photo)));
 */
export async function measureMixed(photo: Uint8Array): Promise<Table> {
	installRivals();
	const site = await buildNext();
	const starts = [
		startIpx,
		(served: ServedPhotos) => startNext(site, served),
		...(hasImageFilter() ? [startNginxCuts] : []),
		startWidthwise,
	];
	const results = new Map<string, Served>();
	const distinct: number[] = [];
	try {
		for (let round = 0; round < ROUNDS; round++) {
			const requests = drawRequests(round + 1, REQUESTS);
			distinct.push(new Set(requests.map(({ photo, width }) => `${photo} ${width}`)).size);
			const served = await layPhotos(photo, { first: round * PHOTOS, count: PHOTOS });
			try {
				for (const start of starts) await measureServer(await start(served), requests, results);
			} finally {
				await served.remove();
			}
		}
	} finally {
		await site.remove();
	}
	return tableOf(results, distinct);
}

async function measureServer(
	server: ImageServer,
	requests: readonly Requested[],
	results: Map<string, Served>,
): Promise<void> {
	const progress = createProgress();
	const result = results.get(server.name) ?? { rates: [], milliseconds: [], bytes: 0 };
	results.set(server.name, result);
	const waiting = requests.values();
	async function visit(): Promise<void> {
		for (const { photo, width } of waiting) {
			progress.show(`mixed: ${server.name}, ${result.milliseconds.length} images`);
			const start = performance.now();
			const response = await fetch(server.url(photo, width), { headers: HEADERS });
			const { byteLength } = await response.arrayBuffer();
			if (!response.ok) throw new Error(`${server.name} answered ${response.status}`);
			result.milliseconds.push(performance.now() - start);
			result.bytes += byteLength;
		}
	}
	try {
		const start = performance.now();
		await Promise.all(Array.from({ length: VISITORS }, visit));
		result.rates.push(requests.length / ((performance.now() - start) / 1000));
	} finally {
		progress.done();
		await server.stop();
	}
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
