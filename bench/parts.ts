import { availableParallelism, cpus } from "node:os";
import { hitRate } from "./hit-rate/hit-rate.ts";
import { measureHits } from "./latency/hits.ts";
import { measureMemory } from "./latency/memory.ts";
import { measureMisses } from "./latency/misses.ts";
import { benchPhoto } from "./latency/photo.ts";
import { measureUpload } from "./latency/upload.ts";
import { measureReading } from "./logs/measure-reading.ts";
import { formatTable, type Table } from "./table.ts";
import { tune } from "./tune/tune.ts";

/** One part of the bench. */
export type Part = {
	readonly name: string;
	/** What it finds out, in a line. */
	readonly about: string;
	/** Whether it measures with a photo, `--photo path`. */
	readonly takesPhoto: boolean;
	/** Runs it with the words after its name, and prints what it finds. */
	readonly run: (words: readonly string[], print: (text: string) => void) => Promise<void>;
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
		about: "how many log lines a second are read",
		takesPhoto: false,
		async run(_, print) {
			print(`${machine()}\n`);
			print(formatTable(measureReading()));
		},
	},
	timed(
		"upload",
		"time to accept an upload, beside a bare server, and until visitors see it",
		measureUpload,
	),
	timed("memory", "memory, idle and while fifty photos publish", measureMemory),
	timed("misses", "an image that has to be cut, beside IPX", measureMisses),
	timed("hits", "an image that is there, beside nginx (needs nginx and wrk)", measureHits),
];

function timed(name: string, about: string, measure: (photo: Uint8Array) => Promise<Table>): Part {
	return {
		name,
		about: `${about} [--photo 20mp.jpg]`,
		takesPhoto: true,
		async run(words, print) {
			const photo = await benchPhoto(words);
			print(`${machine()}\n`);
			print(formatTable(await measure(photo)));
		},
	};
}

function machine(): string {
	const processor = cpus()[0]?.model ?? "unknown";
	const day = new Date().toISOString().slice(0, 10);
	return `Bun ${Bun.version}, ${availableParallelism()} cores of ${processor}, ${day}`;
}
