import type { NonZero } from "./progressive.ts";

/** A component of a frame (T.81, B.2.2). */
export type FrameComponent = {
	readonly id: number;
	/** Blocks in each direction of an interleaved MCU: H and V. */
	readonly across: number;
	readonly down: number;
	/** The quantisation table: Tq. */
	readonly table: number;
	/** Blocks that cover the picture, as in a scan of this component alone (T.81, A.2.2). */
	readonly blocksAcross: number;
	readonly blocksDown: number;
};

/** The header of a frame of blocks. */
export type CodedFrame = {
	readonly components: readonly FrameComponent[];
	/** MCUs of an interleaved scan that cover the picture. */
	readonly mcusAcross: number;
	readonly mcusDown: number;
};

/**
 * Reads the header of a frame.
 *
 * @param payload of the segment, without marker and length
 * @param lines the height in pixels: that of the header, or of DNL if that is 0
 *
 * @returns `null` if it is invalid
 *
 * @example
 * const frame = readCodedFrame(payload, 480);
 */
export function readCodedFrame(payload: Uint8Array, lines: number): CodedFrame | null {
	const [, , , high = 0, low = 0, count = 0] = payload;
	const columns = high * 256 + low;
	const parts = Array.from({ length: count }, (_, index) => {
		const [id = 0, factors = 0, table = 0] = payload.subarray(6 + 3 * index);
		return { id, across: factors >> 4, down: factors & 15, table };
	});
	const isValid = parts.every(({ across, down }) => isFactor(across) && isFactor(down));
	if (!isValid || count === 0 || count > 4 || payload.length < 6 + 3 * count) return null;
	const mostAcross = Math.max(...parts.map(({ across }) => across));
	const mostDown = Math.max(...parts.map(({ down }) => down));
	const components = parts.map((part) => ({
		...part,
		blocksAcross: Math.ceil(Math.ceil((columns * part.across) / mostAcross) / 8),
		blocksDown: Math.ceil(Math.ceil((lines * part.down) / mostDown) / 8),
	}));
	return {
		components,
		mcusAcross: Math.ceil(columns / (8 * mostAcross)),
		mcusDown: Math.ceil(lines / (8 * mostDown)),
	};
}

/**
 * The blocks of a component in an interleaved scan, which are at least those that cover the picture.
 *
 * @example
 * const nonZero = new Int32Array(2 * countBlocks(frame, component));
 */
export function countBlocks(frame: CodedFrame, { across, down }: FrameComponent): number {
	return frame.mcusAcross * across * frame.mcusDown * down;
}

/**
 * Makes a record of a component without coefficients.
 *
 * @example
 * const nonZero = noCoefficients(frame, component);
 */
export function noCoefficients(frame: CodedFrame, component: FrameComponent): NonZero {
	return new Int32Array(2 * countBlocks(frame, component));
}

/** T.81, table B.2. */
function isFactor(factor: number): boolean {
	return factor >= 1 && factor <= 4;
}
