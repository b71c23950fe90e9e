import type Vips from "wasm-vips";
import { withImages } from "./with-images.ts";

/**
 * Blocks of these sizes, in bytes, are never taken again by the allocator in wasm-vips (mimalloc 3.5): each
 * one that is freed leaves an arena of 50 MB of address space behind, until nothing is left of 2 GB. Masters
 * of 3:2 and 4:3 have these sizes.
 */
const [LOST_FROM, LOST_TO] = [12 * 1024 ** 2 - 64 * 1024, 15 * 1024 ** 2 + 64 * 1024];

/**
 * Computes the pixels of a lazy image, which stays the caller's.
 *
 * @throws whatever libvips throws if pixels cannot be decoded
 *
 * @example
 * const image = inMemory(pipeline);
 */
export function inMemory(pipeline: Vips.Image): Vips.Image {
	const { width, height, bands, format } = pipeline;
	const rows = rowsInMemory(height, width * bands * (format === "uchar" ? 1 : 2));
	if (rows === height) return pipeline.copyMemory();
	return withImages((own) => {
		const longer = own(own(pipeline.embed(0, 0, width, rows)).copyMemory());
		return longer.crop(0, 0, width, height);
	});
}

/**
 * Computes how many rows a picture takes in memory: a few more than it has if its size were lost.
 *
 * @param height in pixels
 * @param rowBytes bytes of a row
 *
 * @example
 * rowsInMemory(1707, 7680); // 2057
 * rowsInMemory(853, 3840); // 853
 */
export function rowsInMemory(height: number, rowBytes: number): number {
	const bytes = height * rowBytes;
	return bytes < LOST_FROM || bytes > LOST_TO ? height : Math.floor(LOST_TO / rowBytes) + 1;
}
