import { join } from "node:path";
import { measureLoadsInTurns, type Turns } from "../harness/loads-in-turns.ts";
import { installRivals } from "../harness/rivals.ts";
import { formatSummary, summarize } from "../harness/statistics.ts";
import type { Table } from "../harness/table.ts";
import { CONNECTIONS, type Load } from "../harness/wrk.ts";
import { fetchImage, type ImageServer, ROUND_WIDTH } from "../servers/image-server.ts";
import { startIpx } from "../servers/ipx.ts";
import { buildNext, startNext } from "../servers/next.ts";
import { runNginx } from "../servers/nginx.ts";
import { startNginxEdge } from "../servers/nginx-edge.ts";
import { writePhotos } from "../servers/photo-folder.ts";
import { startWidthwise } from "../servers/widthwise.ts";

const TURNS: Turns = { rounds: 5, seconds: 4 };

/** nginx's settings, besides the file's location. */
const NGINX: Readonly<Record<string, string>> = {
	// Debian's default settings.
	"nginx, static file, stock settings": "sendfile on; tcp_nopush on; access_log HOME/access.log;",
	"nginx, static file, tuned":
		"sendfile on; tcp_nopush on; access_log off; open_file_cache max=100; keepalive_requests 1000000;",
};

/**
 * Measures the rate and the latency of requests for a 400 px image that was cut before. Widthwise handles
 * each request completely (URL, snap, negotiation, memory), and so does nginx with the site file that
 * `npm run nginx` prints. Plain nginx serves a static file with the same bytes, Next.js uses its cache, and
 * IPX cuts again, because it has no cache. wrk measures the servers alternately.
 *
 * @example
 * console.log(formatTable(await measureHits(photo)));
 */
export async function measureHits(photo: Uint8Array): Promise<Table> {
	installRivals();
	await using started = new AsyncDisposableStack();
	const site = started.use(await buildNext());
	const served = started.use(await writePhotos(photo, { first: 0, count: 1 }));
	const widthwise = started.use(await startWidthwise(served));
	const image = await fetchImage(widthwise.url(0, ROUND_WIDTH));
	await Bun.write(join(served.folder, "image.webp"), image);
	const edge = started.use(await startNginxEdge(widthwise));
	const servers: Pick<ImageServer, "name" | "url">[] = [...edge.servers, widthwise];
	for (const [name, settings] of Object.entries(NGINX)) {
		const nginx = await runNginx(
			(port) => `${settings} server { listen 127.0.0.1:${port}; root ${served.folder}; }`,
			"/image.webp",
		);
		started.use(nginx);
		servers.unshift({ name, url: () => `${nginx.url}/image.webp` });
	}
	servers.push(started.use(await startNext(site, served)), started.use(await startIpx(served)));
	// A warm-up request, so that servers with a cache have the image.
	for (const server of servers) await fetchImage(server.url(0, ROUND_WIDTH));
	const urls = servers.map(({ name, url }) => ({ name, url: url(0, ROUND_WIDTH) }));
	return tableOf(measureLoadsInTurns("hits", urls, TURNS), image.length);
}

function tableOf(loads: ReadonlyMap<string, readonly Load[]>, bytes: number): Table {
	const rates = (own: readonly Load[]) => own.map(({ requestsPerSecond }) => requestsPerSecond);
	const stock = Object.keys(NGINX)[0] ?? "";
	const baseline = summarize(rates(loads.get(stock) ?? [])).median;
	return {
		title: `Hits: an image of ${(bytes / 1000).toFixed(0)} kB (wrk, 2 threads, ${CONNECTIONS} connections)`,
		head: ["server", "requests a second (spread)", "to stock nginx", "p50", "p95", "p99"],
		rows: [...loads].map(([name, own]) => {
			const rate = summarize(rates(own));
			const times = (["p50", "p95", "p99"] as const).map((which) => {
				return `${summarize(own.map((load) => load[which])).median.toFixed(1)} ms`;
			});
			return [name, formatSummary(rate, "/s"), `${(rate.median / baseline).toFixed(2)}x`, ...times];
		}),
		samples: Object.fromEntries([...loads].map(([name, own]) => [`${name}, /s`, rates(own)])),
	};
}
