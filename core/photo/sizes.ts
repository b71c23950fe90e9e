/** A picture's size in pixels. */
export type Size = { readonly width: number; readonly height: number };

/** The longest edge of a master, in pixels. */
export const MASTER_EDGE = 2560;

/** The widths of mezzanines, in pixels; only those below the master's width are made. */
export const MEZZANINE_WIDTHS: readonly number[] = [1280, 640];

/**
 * Computes the size of the master of an upright original: the original's size, shrunk to a long edge
 * of {@link MASTER_EDGE} if it is larger.
 *
 * @example
 * masterSize({ width: 6000, height: 4000 }); // { width: 2560, height: 1707 }
 */
export function masterSize(original: Size): Size {
	return shrinkTo(MASTER_EDGE, original);
}

/**
 * Shrinks a size, and never enlarges it, so that its long edge is at most `edge` pixels.
 *
 * @example
 * shrinkTo(24, { width: 2560, height: 1707 }); // { width: 24, height: 16 }
 */
export function shrinkTo(edge: number, { width, height }: Size): Size {
	const scale = Math.min(1, edge / Math.max(width, height));
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
 * Lists the widths of a photo's mezzanines in pixels, widest first: at least one, none wider than
 * its master.
 *
 * @example
 * mezzanineWidths(2560); // [1280, 640]
 * mezzanineWidths(500); // [500]
 */
export function mezzanineWidths(masterWidth: number): readonly number[] {
	const widths = MEZZANINE_WIDTHS.filter((width) => width < masterWidth);
	return widths.length > 0 ? widths : [masterWidth];
}
