import { join } from "node:path";
import { createMemoryStore, type ImageFormat, publish } from "widthwise";
import { createVipsEngine } from "widthwise/engine/vips";
import { outputFormat } from "widthwise/internal";
import { cutSize, readMasterInfo, type Size } from "widthwise/photo";
import { masterKey, mezzanineKey } from "widthwise/url";

/** Paths of a photo's files, and the size of its variant. */
export type Sources = {
	readonly original: string;
	readonly mezzanine: string;
	/** The size to render. */
	readonly size: Size;
};

/** A task for all engines. */
export type Job = {
	readonly title: string;
	readonly source: "original" | "mezzanine";
	readonly format: ImageFormat;
	readonly quality: number;
};

const WIDTH = 400;
const MEZZANINE = 640;
const ID = "0".repeat(32);

/** The jobs, one table each. */
export const JOBS: readonly Job[] = [
	job("A photo as uploaded", "original", "webp"),
	job(`A mezzanine of ${MEZZANINE} px`, "mezzanine", "webp"),
	job(`A mezzanine of ${MEZZANINE} px`, "mezzanine", "jpeg"),
];

function job(from: string, source: Job["source"], format: "webp" | "jpeg"): Job {
	const { quality } = outputFormat(format);
	const title = `${from} to ${WIDTH} px, ${format === "webp" ? "WebP" : "JPEG"} of quality ${quality}`;
	return { title, source, format, quality };
}

/**
 * Publishes photos and writes their originals and mezzanines to a folder.
 *
 * @example
 * const [kleiber] = await writeSources([photo], "/tmp/bench");
 */
export async function writeSources(
	photos: readonly Uint8Array[],
	folder: string,
): Promise<readonly Sources[]> {
	const engine = createVipsEngine({ threads: 1 });
	const written: Sources[] = [];
	for (const [i, photo] of photos.entries()) {
		const store = createMemoryStore();
		await publish(ID, photo, { store, engine, maxPixels: 1e9, credit: null });
		const master = await store.head(masterKey(ID));
		const mezzanine = await store.get(mezzanineKey(ID, MEZZANINE));
		if (!master || !mezzanine) throw new Error("A photo of the bench must be wider than 640 px");
		const size = cutSize(readMasterInfo(master), WIDTH);
		const paths = { original: join(folder, `${i}`), mezzanine: join(folder, `${i}-mezzanine`) };
		await Bun.write(paths.original, photo);
		await Bun.write(paths.mezzanine, await mezzanine.bytes());
		written.push({ ...paths, size });
	}
	await engine.close();
	return written;
}
