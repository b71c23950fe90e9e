import { MAX_SIDE } from "../formats/tables/output.ts";

/** A picture's size in pixels. */
export type Size = { readonly width: number; readonly height: number };

/** The long edge of a master in pixels, unless the picture is long and narrow, or a setting says more. */
export const MASTER_EDGE = 2560;

/** The longest edge that masters may be set to, in pixels. */
export const MAX_MASTER_EDGE = 3840;

/** The pixels of any master, whatever its edge is set to. */
export const MAX_MASTER_PIXELS: number = maxPixels(MAX_MASTER_EDGE);

/** The widths of mezzanines, in pixels; only those below the master's width are made. */
export const MEZZANINE_WIDTHS: readonly number[] = [1280, 640];

/** The pixels of any mezzanine, so that a Worker can decode it in its 128 MB. */
const MAX_MEZZANINE_PIXELS = 2560 * 1920;

/** The width of any mezzanine, in pixels; wider variants are cut from the master. */
const MAX_MEZZANINE_WIDTH = 2560;

/**
 * Computes the size of the master of an upright original: the original's size, shrunk to the long edge of
 * masters if it is larger. A picture longer than 16:9 keeps more pixels, or its short edge would be
 * unreadable: as many as fit a short edge of 9/16 of that edge, a long edge of 16 383 and the area of a
 * square with that edge.
 *
 * @param edge the long edge of masters, in pixels; default: {@link MASTER_EDGE}
 *
 * @example
 * masterSize({ width: 6000, height: 4000 }); // { width: 2560, height: 1707 }
 * masterSize({ width: 800, height: 36861 }); // { width: 356, height: 16383 }
 */
export function masterSize(original: Size, edge: number = MASTER_EDGE): Size {
	const { width, height } = original;
	const [long, short] = [Math.max(width, height), Math.min(width, height)];
	const pixels = width * height;
	// A rounded master is a little larger than the area, and stays as it is.
	const byArea = pixels <= maxPixels(edge) ? 1 : Math.sqrt(edge ** 2 / pixels);
	const narrow = Math.min(Math.ceil((edge * 9) / 16) / short, MAX_SIDE / long, byArea);
	return scaled(original, Math.min(1, Math.max(edge / long, narrow)));
}

/** The pixels of any master: rounding a short edge up adds at most half a long edge of them. */
function maxPixels(edge: number): number {
	return edge ** 2 + MAX_SIDE;
}

/**
 * Shrinks a size, and never enlarges it, so that its long edge is at most `edge` pixels.
 *
 * @example
 * shrinkTo(24, { width: 2560, height: 1707 }); // { width: 24, height: 16 }
 */
export function shrinkTo(edge: number, size: Size): Size {
	return scaled(size, Math.min(1, edge / Math.max(size.width, size.height)));
}

/**
 * Scales a size; an edge has at least one pixel.
 *
 * @example
 * scaled({ width: 6000, height: 4000 }, 0.1); // { width: 600, height: 400 }
 */
export function scaled({ width, height }: Size, scale: number): Size {
	return {
		width: Math.max(1, Math.round(width * scale)),
		height: Math.max(1, Math.round(height * scale)),
	};
}

/**
 * Computes the size of a variant: never enlarged, its height always from the master's aspect ratio,
 * so that it does not depend on the mezzanine it is cut from.
 *
 * @param width in pixels
 *
 * @example
 * cutSize({ width: 2560, height: 1707 }, 416); // { width: 416, height: 277 }
 */
export function cutSize(master: Size, width: number): Size {
	const cutWidth = Math.min(width, master.width);
	return {
		width: cutWidth,
		height: Math.max(1, Math.round((cutWidth * master.height) / master.width)),
	};
}

/**
 * Chooses the mezzanine to cut a variant from: the smallest that is wide enough; `null` if none is, so
 * that the variant is cut from the master.
 *
 * @param mezzanines their widths, in pixels
 * @param width of the variant, in pixels
 *
 * @example
 * sufficientMezzanine([1280, 640], 416); // 640
 */
export function sufficientMezzanine(mezzanines: readonly number[], width: number): number | null {
	const sufficient = mezzanines.filter((mezzanine) => mezzanine >= width);
	return sufficient.length > 0 ? Math.min(...sufficient) : null;
}

/**
 * Lists the widths of a photo's mezzanines in pixels, widest first: one to three, none wider than its
 * master, and none of more pixels than 2560 by 1920.
 *
 * @param keepsPixels whether the master has the original's pixels. Then a wide one gets a mezzanine of its
 *   own width, at most 2560, so that wide variants are cut from pixels of ours by the fast engine.
 *
 * @example
 * mezzanineWidths({ width: 2560, height: 1707 }, true); // [2560, 1280, 640]
 * mezzanineWidths({ width: 2560, height: 1707 }); // [1280, 640]
 * mezzanineWidths({ width: 500, height: 500 }); // [500]
 * mezzanineWidths({ width: 356, height: 16383 }); // [326]
 */
export function mezzanineWidths(master: Size, keepsPixels = false): readonly number[] {
	const widest = Math.floor(Math.sqrt((MAX_MEZZANINE_PIXELS * master.width) / master.height));
	const narrower = MEZZANINE_WIDTHS.map((width) => Math.min(width, widest)).filter(
		(width) => width < master.width,
	);
	const own = Math.min(master.width, widest, MAX_MEZZANINE_WIDTH);
	if (narrower.length === 0) return [own];
	const isWide = keepsPixels && own > Math.max(...MEZZANINE_WIDTHS);
	return [...new Set([...(isWide ? [own] : []), ...narrower])];
}
