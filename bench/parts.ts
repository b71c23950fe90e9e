import { parseArgs } from "node:util";
import { measureEngines } from "./engines/engines.ts";
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
import { measureReading } from "./logs/measure-reading.ts";
import { printTables } from "./plot/print-tables.ts";
import { publish } from "./publish/publish.ts";
import { results } from "./report/results.ts";
import { tune } from "./tune/tune.ts";
import { measureWebsite } from "./website/website.ts";

/** One part of the bench. */
export type Part = {
	readonly name: string;
	/** What it finds out, in a line. */
	readonly about: string;
	/** Whether it measures with a photo, `--photo path`. */
	readonly takesPhoto: boolean;
	/** Whether it is one of those that run when all are asked for; it is, if nothing is said. */
	readonly isInAll?: false;
	/** Runs it with the words after its name, and prints what it finds. */
	readonly run: (args: readonly string[], print: (text: string) => void) => Promise<void>;
};

/** All parts, in the order in which they run together. */
export const PARTS: readonly Part[] = [
	{
		name: "tune",
		about: "which widths to cut, out of a log or a histogram, and what each choice costs",
		takesPhoto: false,
		run: tune,
	},
	{
		name: "hit-rate",
		about: "hit rate, cuts and bytes of bucket lists side by side, simulated",
		takesPhoto: false,
		run: hitRate,
	},
	{
		name: "logs",
		about: "how many log lines a second are read [--json] [--html page.html]",
		takesPhoto: false,
		async run(args, print) {
			const { values } = parseArgs({ args: [...args], options: OUTPUT_OPTIONS });
			warnIfBusy();
			await printTables([measureReading()], values, print);
		},
	},
	timed(
		"upload",
		"time to accept an upload, beside a bare server, and until visitors see it",
		measureUpload,
	),
	timed("memory", "memory, idle and while fifty photos publish", measureMemory),
	timed(
		"engines",
		"our engines beside sharp, sharp-wasm32, jSquash and Photon: time, nearness, bytes",
		measureEngines,
	),
	timed(
		"misses",
		"an image that has to be cut, beside IPX, Next.js and nginx's image_filter",
		measureMisses,
	),
	timed(
		"hits",
		"an image that is there, beside nginx, Next.js and IPX (needs nginx and wrk)",
		measureHits,
	),
	timed("mixed", "hits and misses as visitors cause them, beside the same", measureMixed),
	{
		name: "publish",
		about: "photos published a second by one and by two workers (--help: on which servers)",
		takesPhoto: true,
		run: (args, print) => publish(args, { photos: 40, workers: [1, 2] }, print),
	},
	{
		name: "burst",
		about: "two hundred photos at once: how long they wait",
		takesPhoto: true,
		run: (args, print) => publish(args, { photos: 200, workers: [2] }, print),
	},
	timed("edge", "the edge functions, the Lambdas beside the same on sharp", async (photo) => {
		// Their build loads a bundler, which the other parts do without.
		const [{ measureViewerFunction }, { measureLambdas }] = await Promise.all([
			import("./edge/viewer-function.ts"),
			import("./edge/lambdas.ts"),
		]);
		return [await measureViewerFunction(), await measureLambdas(photo)];
	}),
	timed("website", "weight of the home page, and how soon a phone sees it", measureWebsite),
	{
		name: "results",
		about: "writes RESULTS.md and its plots (--help: measures everything first)",
		takesPhoto: false,
		isInAll: false,
		run: results,
	},
];

function timed(
	name: string,
	about: string,
	measure: (photo: Uint8Array, others: readonly Uint8Array[]) => Promise<Table | readonly Table[]>,
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
			const [photo, ...others] = await benchPhotos(values.photo);
			warnIfBusy();
			await printTables([await measure(photo, others)].flat(), values, print);
		},
	};
}
