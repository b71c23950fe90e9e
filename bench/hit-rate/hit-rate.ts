import { percent } from "../harness/numbers.ts";
import { createProgress } from "../harness/progress.ts";
import { formatTable, type Table } from "../harness/table.ts";
import { HTTP_ARCHIVE_2024, percentileGaps } from "../traffic/audience/percentiles.ts";
import { readRequests } from "../traffic/trace/requests-csv.ts";
import { drawTrace, type Trace } from "../traffic/trace/trace.ts";
import { compareLadders, OURS } from "./ladders.ts";
import { HIT_RATE_USAGE, type HitRateOptions, parseHitRateOptions } from "./options.ts";
import { ratesOf } from "./outcome.ts";
import { writePage } from "./page.ts";
import { type Parameters, withParameter } from "./parameters.ts";
import type { ListResult } from "./plots.ts";
import { type Replay, replay } from "./replay.ts";
import { bucketTable, compareTable, percentileTable } from "./tables.ts";

/**
 * Runs the hit-rate part of the bench: serves the same requests with every ladder, through the caches of
 * the local CloudFront.
 *
 * @param args the arguments after `hit-rate`
 * @param print writes to the standard output
 *
 * @throws {Error} with a message for the user
 *
 * @example
 * await hitRate(["--sweep", "zipf=0.6,0.8,1"], console.log);
 */
export async function hitRate(
	args: readonly string[],
	print: (text: string) => void,
): Promise<void> {
	if (args.includes("--help")) {
		print(HIT_RATE_USAGE);
		return;
	}
	const options = parseHitRateOptions(args);
	if (options.sweep.length > 0) {
		for (const change of options.sweep) {
			const replays = await compare(options, withParameter(options.parameters, change));
			const table = compareTable(replays);
			print(formatTable({ ...table, title: `${table.title}, ${change.name} ${change.value}` }));
		}
		return;
	}
	const replays = await compare(options, options.parameters);
	const ours = replays.filter(({ ladder }) => ladder.name === OURS);
	const gaps = percentileGaps(options.parameters.trace.audience, HTTP_ARCHIVE_2024);
	const about = aboutRequests(options, replays);
	const tables: readonly Table[] = [
		compareTable(replays),
		...ours.map(bucketTable),
		...(options.requests === null ? [percentileTable(gaps)] : []),
	];
	if (options.json) print(writeJson(options, replays));
	else print([`${about}\n`, ...tables.map(formatTable)].join("\n"));
	if (options.html !== undefined)
		await Bun.write(options.html, writePage(about, replays.map(listOf), tables));
}

async function compare(
	{ buckets, requests }: HitRateOptions,
	{ trace, caches }: Parameters,
): Promise<readonly Replay[]> {
	const progress = createProgress();
	progress.show("drawing requests");
	const served: Trace = requests === null ? drawTrace(trace) : await replayed(requests);
	const replays = compareLadders(buckets).map((ladder) =>
		replay(served, ladder, caches, (images) =>
			progress.show(`${ladder.name}: ${images} of ${served.images.length} images`),
		),
	);
	progress.done();
	return replays;
}

async function replayed(path: string): Promise<Trace> {
	const file = Bun.file(path);
	if (!(await file.exists())) throw new Error(`File not found: ${path}`);
	return readRequests(await file.text());
}

function aboutRequests(
	{ requests, parameters }: HitRateOptions,
	replays: readonly Replay[],
): string {
	const total = replays[0]?.total;
	const images = (total?.needed ?? 0).toLocaleString("en");
	if (requests !== null) return `${images} images of ${requests}.`;
	const { pageViews, days, galleries, photosPerGallery, seed } = parameters.trace;
	const browser = total ? percent(ratesOf(total).inBrowser, 0) : "none";
	return `${images} images on ${pageViews.toLocaleString("en")} page views in ${days} days, of ${galleries * photosPerGallery} photos, seed ${seed}; ${browser} of them were in the visitor's browser cache. bench/hit-rate/README.md lists the assumptions; --set and --sweep change them.`;
}

function listOf({ ladder, total }: Replay): ListResult {
	return { ...ladder, ...ratesOf(total), total };
}

function writeJson({ parameters, requests }: HitRateOptions, replays: readonly Replay[]): string {
	const lists = replays.map((each) => ({
		...listOf(each),
		// Without snapping there is a bucket for every width: too many to print.
		byBucket:
			each.ladder.widths === null
				? null
				: [...each.bySteps].map(([bucket, outcome]) => ({
						bucket,
						...outcome,
						...ratesOf(outcome),
					})),
	}));
	return JSON.stringify({ requests, parameters, lists, tables: [compareTable(replays)] });
}
