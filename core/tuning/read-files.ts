// The only file here that needs node: modules.
import { createReadStream } from "node:fs";
import { open, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { WidthwiseError } from "../errors.ts";
import { type Histogram, parseHistogram } from "./histogram-csv.ts";
import { createLogReader, type LogReader, type LogSummary, noLines } from "./logs/log-reader.ts";
import { createWidthHistogram } from "./logs/width-histogram.ts";

/** How far the reading is. */
export type LogProgress = { readonly file: string; readonly lines: number };

const CHUNK_BYTES = 262_144;

/**
 * Reads logs, compressed with gzip or not, in any mix of the formats we know, one after the other in
 * constant memory. Folders are read with all that is in them.
 *
 * @param onProgress told after every chunk
 *
 * @throws {Error} if a path does not exist
 *
 * @example
 * const { needed, counts } = await readLogs(["access.log.gz"], () => {});
 */
export async function readLogs(
	paths: readonly string[],
	onProgress: (progress: LogProgress) => void,
): Promise<LogSummary> {
	const histogram = createWidthHistogram();
	const counts = noLines();
	const damaged: string[] = [];
	let files = 0;
	for await (const file of filesIn(paths)) {
		files++;
		const reader = createLogReader(histogram, counts);
		const failure = await feed(file, reader, () => onProgress({ file, lines: counts.lines }));
		reader.end();
		if (failure !== null) damaged.push(`${file}: ${failure}`);
	}
	return { needed: histogram.rows(), counts, files, damaged };
}

/**
 * Reads a histogram from a file or a pipe.
 *
 * @throws {WidthwiseError} `not-found` if it cannot be read, `bad-request` if it is no histogram
 *
 * @example
 * const { rows } = await readHistogram("widths.csv");
 */
export async function readHistogram(path: string): Promise<Histogram> {
	return parseHistogram(await readFile(path, "utf8").catch((cause) => unreadable(path, cause)));
}

function unreadable(path: string, cause: unknown): never {
	throw new WidthwiseError("not-found", `There is no file ${path} that can be read`, { cause });
}

async function* filesIn(paths: readonly string[]): AsyncGenerator<string> {
	for (const path of paths) {
		if (!(await stat(path)).isDirectory()) yield path;
		else {
			const names = (await readdir(path)).toSorted();
			yield* filesIn(names.map((name) => join(path, name)));
		}
	}
}

/** Pushes a file's bytes; the reason if they ended in trouble. */
async function feed(file: string, reader: LogReader, onChunk: () => void): Promise<string | null> {
	try {
		const bytes = createReadStream(file, { highWaterMark: CHUNK_BYTES });
		for await (const chunk of (await isGzip(file)) ? gunzip(bytes) : bytes) {
			reader.push(chunk);
			onChunk();
		}
		return null;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

function gunzip(bytes: NodeJS.ReadableStream): AsyncIterable<Uint8Array> {
	// Files of several members, as `cat a.gz b.gz` makes them, are read to their end.
	return pipeline(bytes, createGunzip({ chunkSize: CHUNK_BYTES }), () => {});
}

async function isGzip(file: string): Promise<boolean> {
	const handle = await open(file);
	try {
		const { bytesRead, buffer } = await handle.read(new Uint8Array(2), 0, 2, 0);
		return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
	} finally {
		await handle.close();
	}
}
