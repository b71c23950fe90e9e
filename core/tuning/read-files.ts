// The only file in this folder that needs `node:` modules.
import { createReadStream } from "node:fs";
import { open, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { invalidArgument, WidthwiseError } from "../errors.ts";
import { type Histogram, parseHistogram } from "./histogram-csv.ts";
import {
	createLogReader,
	emptyLineCounts,
	type LogReader,
	type LogSummary,
} from "./logs/log-reader.ts";
import { createWidthHistogram } from "./logs/width-histogram.ts";

/** How many lines of all files have been read, and the file being read. */
export type LogProgress = { readonly file: string; readonly lines: number };

const CHUNK_BYTES = 262_144;

/**
 * Counts the needed widths in logs. The files may differ in format (see `createLogReader`) and may
 * be compressed with gzip; they are read one after the other, in constant memory. Folders are read
 * recursively. A damaged file counts as far as it can be read.
 *
 * @param paths files and folders
 * @param onProgress called after every chunk of 256 KB
 *
 * @throws {WidthwiseError} `not-found` for a path that cannot be read
 *
 * @example
 * import { writeFile } from "node:fs/promises";
 *
 * const path = "048aef1505767106c7cb3094a726570b/a.jpg?width=400";
 * await writeFile("/tmp/access.log", `"GET /media/${path} HTTP/1.1" 200 19\n`);
 * const { needed } = await readLogs(["/tmp/access.log"]);
 * needed; // [{ width: 400, dpr: 1, count: 1 }]
 */
export async function readLogs(
	paths: readonly string[],
	onProgress: (progress: LogProgress) => void = () => {},
): Promise<LogSummary> {
	if (!Array.isArray(paths)) throw invalidArgument(`paths must be a list, got ${typeof paths}`);
	const histogram = createWidthHistogram();
	const counts = emptyLineCounts();
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
 * Reads a histogram from a file or a pipe; see `parseHistogram`.
 *
 * @throws {WidthwiseError} `not-found` if the file cannot be read, `bad-request` if it is not a
 *   histogram
 *
 * @example
 * import { writeFile } from "node:fs/promises";
 *
 * await writeFile("/tmp/widths.csv", "width,count\n400,1200\n");
 * (await readHistogram("/tmp/widths.csv")).rows; // [{ width: 400, dpr: 1, count: 1200 }]
 */
export async function readHistogram(path: string): Promise<Histogram> {
	return parseHistogram(await readFile(path, "utf8").catch((cause) => unreadable(path, cause)));
}

function unreadable(path: string, cause: unknown): never {
	const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
	const reason = isMissing ? "there is no such file" : "it cannot be opened";
	throw new WidthwiseError("not-found", `Cannot read ${path}: ${reason}`, { cause });
}

async function* filesIn(paths: readonly string[]): AsyncGenerator<string> {
	for (const path of paths) {
		const found = await stat(path).catch((cause) => unreadable(path, cause));
		if (!found.isDirectory()) yield path;
		else {
			const entries = (await readdir(path)).toSorted();
			yield* filesIn(entries.map((entry) => join(path, entry)));
		}
	}
}

/** Pushes a file's bytes to a reader; returns the reason if reading fails, else `null`. */
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
	// Also reads files with several members, such as those made by `cat a.gz b.gz`.
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
