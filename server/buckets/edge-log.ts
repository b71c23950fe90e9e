import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { snapWidth, type WidthBuckets } from "widthwise";
import { createLoadOnce, type LoadOnce } from "widthwise/internal";
import { readLogs } from "widthwise/tuning";

/** What the log of an edge in front of the server says of images. */
export type EdgeImages = {
	/** How many images of each bucket were sent, ascending. */
	readonly sent: readonly { readonly bucket: number; readonly images: number }[];
	readonly files: number;
	/** Whether older files were left out, because there are too many bytes. */
	readonly isCut: boolean;
};

/** Reads the log of an edge; see {@link createEdgeLog}. */
export type EdgeLog = {
	/** Rejects with `not-found` if there is no log, or it cannot be read. */
	read(): Promise<EdgeImages>;
};

/** Bytes that are read for one page: about a second of processor time, in pieces of a few milliseconds. */
const MAX_BYTES = 64_000_000;

/** Logs have about this many times as many bytes as their compressed files. */
const GZIP_RATIO = 10;

/** How long what was read is shown, in milliseconds. */
const FRESH_MS = 10 * 60_000;

/**
 * Makes the reader of an edge's log of images, such as nginx's: hits do not pass the server, so it cannot
 * count them. Reads the newest 64 MB of a file and of its rotated files beside it (`images.log`,
 * `images.log.1`, `images.log.2.gz`), once in ten minutes at most.
 *
 * @param options.now milliseconds
 *
 * @example
 * const log = createEdgeLog({ path: "/var/log/nginx/images.log", buckets: [480, 640], now: Date.now });
 * (await log.read()).sent; // [{ bucket: 480, images: 12 }, { bucket: 640, images: 3 }]
 */
export function createEdgeLog(options: {
	readonly path: string;
	readonly buckets: WidthBuckets;
	readonly now: () => number;
}): EdgeLog {
	const { path, buckets, now } = options;
	const images: LoadOnce<EdgeImages> = createLoadOnce(() => readImages(path, buckets));
	let readAt = Number.NEGATIVE_INFINITY;
	return {
		read() {
			if (now() - readAt > FRESH_MS) {
				images.forget();
				readAt = now();
			}
			return images.get();
		},
	};
}

/**
 * Makes the reader of the log that the settings name; `null` if they name none.
 *
 * @example
 * openEdgeLog({ edgeLog: undefined, buckets: [480] }); // null
 */
export function openEdgeLog(settings: {
	readonly edgeLog: string | undefined;
	readonly buckets: WidthBuckets;
}): EdgeLog | null {
	const { edgeLog: path, buckets } = settings;
	return path === undefined ? null : createEdgeLog({ path, buckets, now: Date.now });
}

async function readImages(path: string, buckets: WidthBuckets): Promise<EdgeImages> {
	const { paths, isCut } = await newestFiles(path);
	const { needed, files } = await readLogs(paths);
	const images = new Map<number, number>();
	for (const { width, count } of needed) {
		const bucket = snapWidth(width, buckets);
		images.set(bucket, (images.get(bucket) ?? 0) + count);
	}
	const sent = [...images].map(([bucket, count]) => ({ bucket, images: count }));
	return { sent: sent.toSorted((a, b) => a.bucket - b.bucket), files, isCut };
}

/** The log and its rotated files, newest first, as many as are read. Without any, the log itself. */
async function newestFiles(
	path: string,
): Promise<{ readonly paths: readonly string[]; readonly isCut: boolean }> {
	const found = await filesOf(path);
	const paths: string[] = [];
	let bytes = 0;
	for (const file of found.toSorted((a, b) => b.modifiedMs - a.modifiedMs)) {
		bytes += file.bytes;
		if (bytes > MAX_BYTES) return { paths, isCut: true };
		paths.push(file.path);
	}
	return { paths: found.length === 0 ? [path] : paths, isCut: false };
}

async function filesOf(path: string) {
	const folder = dirname(path);
	const name = basename(path);
	const names = await readdir(folder).catch(() => []);
	const ours = names.filter((other) => other === name || other.startsWith(`${name}.`));
	const files = ours.map(async (other) => {
		const file = join(folder, other);
		const { size, mtimeMs } = await stat(file);
		const bytes = other.endsWith(".gz") ? size * GZIP_RATIO : size;
		return { path: file, bytes, modifiedMs: mtimeMs };
	});
	return Promise.all(files);
}
