import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resize } from "widthwise";
import { createVipsEngine } from "widthwise/engine/vips";
import { MASTER_EDGE, type Size } from "widthwise/photo";
import type { ServedPhotos } from "../servers/image-server.ts";

/** Photos of a master's size, for all contenders. */
export type ByteSources = ServedPhotos & { readonly sizes: readonly Size[] };

/** Above what cameras write. */
const QUALITY = 95;

/**
 * Writes photos, shrunk to a master's size, to a folder as `0.jpg`, `1.jpg`, ... Shrunk, because on the
 * largest screens others would send more than 2560 pixels, which shows more than our master has.
 *
 * @example
 * await using sources = await writeByteSources([photo]);
 */
export async function writeByteSources(photos: readonly Uint8Array[]): Promise<ByteSources> {
	const folder = await mkdtemp(join(tmpdir(), "widthwise-bytes-"));
	const engine = createVipsEngine({ threads: 1 });
	const sizes: Size[] = [];
	const written: Uint8Array<ArrayBuffer>[] = [];
	for (const [i, photo] of photos.entries()) {
		const edge = { width: MASTER_EDGE, height: MASTER_EDGE };
		const master = await resize(photo, { engine, ...edge, format: "jpeg", quality: QUALITY });
		await Bun.write(join(folder, `${i}.jpg`), master.bytes);
		sizes.push({ width: master.width, height: master.height });
		written.push(new Uint8Array(master.bytes));
	}
	await engine.close();
	const dispose = () => rm(folder, { recursive: true });
	return { folder, photos: written, sizes, [Symbol.asyncDispose]: dispose };
}
