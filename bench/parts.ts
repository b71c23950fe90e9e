import { parseArgs } from "node:util";
import { runAttack } from "./attack/run-attack.ts";
import { BYTES_PHOTOS, measureBytes } from "./bytes/bytes.ts";
import { measurePredictions } from "./cost/cost.ts";
import { measureEngines } from "./engines/engines.ts";
import { measureFirstVisits } from "./first-visit/first-visit.ts";
import { warnIfBusy } from "./harness/machine.ts";
import { OUTPUT_OPTIONS } from "./harness/options.ts";
import { benchPhotos } from "./harness/photo.ts";
import type { Table } from "./harness/table.ts";
import { hitRate } from "./hit-rate/hit-rate.ts";
import { measureHits } from "./latency/hits.ts";
import { measureMemory } from "./latency/memory.ts";
import { measureMisses } from "./latency/misses.ts";
import { measureMixed } from "./latency/mixed/mixed.ts";
import { measureUpload } from "./latency/upload.ts";
import { measureLibrary } from "./library/library.ts";
import { measureReading } from "./logs/measure-reading.ts";
import { pages } from "./pages/pages.ts";
import { printTables } from "./plot/print-tables.ts";
import { publish } from "./publish/publish.ts";
import { results } from "./report/results.ts";
import { tune } from "./tune/tune.ts";
import { measureWebsite } from "./website/website.ts";

/** One part of the bench. */
export type Part = {
	readonly name: string;
	/** A description in one line. */
	readonly about: string;
	/** Whether it measures with a photo, `--photo path`. */
	readonly takesPhoto: boolean;
	/** `false` if `all` does not include it. */
	readonly isInAll?: false;
	/** Runs it with the arguments after its name, and prints its results. */
	readonly run: (args: readonly string[], print: (text: string) => void) => Promise<void>;
};

/** All parts, in the order of `npm run bench all`. */
export const PARTS: readonly Part[] = [
	{
		name: "tune",
		about: "computes which widths to cut, from a log or a histogram, and the cost of each choice",
		takesPhoto: false,
		run: tune,
	},
	{
		name: "hit-rate",
		about: "compares hit rate, cuts and bytes of bucket lists, in a simulation",
		takesPhoto: false,
		run: hitRate,
	},
	{
		name: "logs",
		about: "measures how many log lines are read per second [--json] [--html page.html]",
		takesPhoto: false,
		async run(args, print) {
			const { values } = parseArgs({ args: [...args], options: OUTPUT_OPTIONS });
			warnIfBusy();
			await printTables([measureReading()], values, print);
		},
	},
	timed(
		"upload",
		"time until an upload is accepted, compared with a bare server, and until visitors see it",
		measureUpload,
	),
	timed("memory", "memory when idle and while fifty photos are published", measureMemory),
	timed(
		"engines",
		"our engines compared with sharp, sharp-wasm32, jSquash and Photon: time, quality, bytes",
		measureEngines,
	),
	timed(
		"bytes",
		"kB of page views on four screens at equal look, compared with Next.js, IPX and plain WebP",
		(photo, others) => measureBytes([photo, ...others]),
		BYTES_PHOTOS,
	),
	timed(
		"cost",
		"the processor time that is predicted for renders, compared with the measured one",
		measurePredictions,
	),
	timed(
		"library",
		"the packed library compared with sharp, jSquash and the browser: start, time, memory, size",
		measureLibrary,
	),
	timed(
		"misses",
		"the first request for an image, compared with IPX, Next.js and nginx's image_filter",
		measureMisses,
	),
	timed(
		"hits",
		"repeated requests for an image, compared with nginx, Next.js and IPX (needs nginx and wrk)",
		measureHits,
	),
	timed("mixed", "a realistic mix of hits and misses, compared with the same", measureMixed),
	{
		name: "publish",
		about:
			"processor time beside sharp; photos per second, one and two workers (--help for servers)",
		takesPhoto: true,
		run: (args, print) =>
			publish(args, { photos: 40, workers: [1, 2], isCostMeasured: true }, print),
	},
	{
		name: "burst",
		about: "how long two hundred simultaneous photos wait",
		takesPhoto: true,
		run: (args, print) =>
			publish(args, { photos: 200, workers: [2], isCostMeasured: false }, print),
	},
	timed("edge", "the edge functions, compared with the same Lambdas on sharp", async (photo) => {
		// Imported here because the build loads a bundler, which other parts do not need.
		const [{ measureViewerFunction }, { measureLambdas }] = await Promise.all([
			import("./edge/viewer-function.ts"),
			import("./edge/lambdas.ts"),
		]);
		return [await measureViewerFunction(), await measureLambdas(photo)];
	}),
	timed(
		"every-edge",
		"hits and warm misses on our server, nginx, CloudFront, the Worker and Deno (needs wrk)",
		async (photo) => (await import("./edge/every-edge.ts")).measureEveryEdge(photo),
	),
	{
		name: "attack",
		about:
			"a neighbour's hits while the server is attacked; memory, answers, lost uploads [--soak 60]",
		takesPhoto: true,
		run: runAttack,
	},
	timed("website", "size of the home page, and its loading time on a phone", measureWebsite),
	timed(
		"first-visit",
		"the first visit of the home page on four screens, with and without first sets",
		(photo) => measureFirstVisits(photo),
	),
	{
		name: "pages",
		about: "server time of pages with 50,000 photos in the catalogue (--help for Postgres)",
		takesPhoto: true,
		run: pages,
	},
	{
		name: "results",
		about: "writes RESULTS.md and its plots (--help for measuring everything first)",
		takesPhoto: false,
		isInAll: false,
		run: results,
	},
];

function timed(
	name: string,
	about: string,
	measure: (photo: Uint8Array, others: readonly Uint8Array[]) => Promise<Table | readonly Table[]>,
	usualPhotos?: readonly string[],
): Part {
	return {
		name,
		about: `${about} [--photo 20mp.jpg] [--json] [--html page.html]`,
		takesPhoto: true,
		async run(args, print) {
			const { values } = parseArgs({
				args: [...args],
				options: { photo: { type: "string", multiple: true, default: [] }, ...OUTPUT_OPTIONS },
			});
			const [photo, ...others] = await benchPhotos(values.photo, usualPhotos);
			warnIfBusy();
			await printTables([await measure(photo, others)].flat(), values, print);
		},
	};
}
