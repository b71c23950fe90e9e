import { viewOf } from "../../../formats/bytes/bytes.ts";
import { type AcScan, readBlock, readFirst, readRefinement } from "./blocks.ts";
import { CANNOT_READ, type Code, type CodeReader } from "./code-reader.ts";

/** A component of a picture, in blocks of 8 by 8 samples. */
export type Component = {
	readonly id: number;
	readonly across: number;
	readonly down: number;
	/** The number of its quantisation table. */
	readonly table: number;
	/** Blocks with pixels of the picture. */
	readonly columns: number;
	readonly rows: number;
};

/** The header of a picture (T.81, B.2.2). */
export type Frame = {
	readonly isProgressive: boolean;
	readonly components: readonly Component[];
	/** MCUs with pixels of the picture. */
	readonly columns: number;
	readonly rows: number;
};

/** The header of a scan (T.81, B.2.3), with the codes of its components. */
export type Scan = {
	readonly parts: readonly {
		readonly component: Component;
		readonly dc: Code;
		readonly ac: Code;
	}[];
	readonly first: number;
	readonly last: number;
	/** The lowest bit that earlier scans of these coefficients sent, 0 for the first; and that of this one. */
	readonly high: number;
	readonly low: number;
};

/** As in the walk of the codes: more pixels are not read. */
const MAX_PIXELS = 300_000_000;

/**
 * Reads the header of a picture.
 *
 * @param code the second byte of its marker
 *
 * @throws {Error} `CANNOT_READ`
 *
 * @example
 * const { columns, rows } = readFrame(0xc0, payload);
 */
export function readFrame(code: number, payload: Uint8Array): Frame {
	if (code > 0xc2 || payload[0] !== 8 || payload.length !== 6 + 3 * (payload[5] ?? 0)) {
		throw CANNOT_READ;
	}
	const view = viewOf(payload);
	const [height, width] = [view.getUint16(1), view.getUint16(3)];
	const factors = Array.from({ length: payload[5] ?? 0 }, (_, index) => {
		const [id = 0, factor = 0, table = 0] = payload.subarray(6 + 3 * index);
		return { id, across: factor >> 4, down: factor & 15, table };
	});
	const across = Math.max(...factors.map((factor) => factor.across));
	const down = Math.max(...factors.map((factor) => factor.down));
	if (width * height > MAX_PIXELS) throw CANNOT_READ;
	if (height === 0 || factors.some((factor) => factor.across === 0 || factor.down === 0)) {
		throw CANNOT_READ;
	}
	const components = factors.map((factor) => ({
		...factor,
		columns: blocks(Math.ceil((width * factor.across) / across)),
		rows: blocks(Math.ceil((height * factor.down) / down)),
	}));
	const [columns, rows] = [Math.ceil(width / (8 * across)), Math.ceil(height / (8 * down))];
	return { isProgressive: code === 0xc2, components, columns, rows };
}

/**
 * Reads the codes of a scan, block by block (T.81, A.2). The work is bounded by the bits of the scan, as
 * each block or run of blocks has at least one, and by the allowance.
 *
 * @param interval MCUs between restart markers; 0 for none
 * @param coefficients of the scan's component, if it is progressive and has AC coefficients
 *
 * @throws {Error} `CANNOT_READ`
 *
 * @example
 * readScan(reader, frame, scan, 0, { coefficients: new Int32Array(0), allowance: { blocks: 100 } });
 */
export function readScan(
	reader: CodeReader,
	frame: Frame,
	scan: Scan,
	interval: number,
	earlier: Pick<AcScan, "coefficients" | "allowance">,
): void {
	const read = mcuReader(reader, frame, scan, earlier);
	const [only, ...more] = scan.parts;
	if (!only) throw CANNOT_READ;
	const { columns, rows } = more.length === 0 ? only.component : frame;
	const mcus = columns * rows;
	for (let mcu = 0, end = 0; mcu < mcus; ) {
		if (mcu > 0) reader.restart(mcu / interval - 1);
		end = interval > 0 ? Math.min(mcus, mcu + interval) : mcus;
		while (mcu < end) mcu = read(mcu, end);
	}
}

/** Reads an MCU, or a run of them that ends before another, and returns the next one. */
type ReadMcu = (mcu: number, end: number) => number;

function mcuReader(
	reader: CodeReader,
	frame: Frame,
	scan: Scan,
	earlier: Pick<AcScan, "coefficients" | "allowance">,
): ReadMcu {
	const [part, ...more] = scan.parts;
	if (!frame.isProgressive || scan.first === 0)
		return blocksReader(scan, readerOf(reader, frame, scan));
	const { first, last, high } = scan;
	if (!part || more.length > 0 || last > 63) throw CANNOT_READ;
	const ac: AcScan = { ...earlier, code: part.ac, first, last };
	const readAc = high > 0 ? readRefinement : readFirst;
	return (mcu, end) => readAc(reader, ac, mcu, end);
}

type ReadBlock = (part: Scan["parts"][number]) => void;

function readerOf(reader: CodeReader, { isProgressive }: Frame, { high }: Scan): ReadBlock {
	if (!isProgressive) return ({ dc, ac }) => readBlock(reader, dc, ac);
	if (high > 0) return () => reader.skip(1);
	return ({ dc }) => reader.skip(reader.symbol(dc) & 15);
}

function blocksReader({ parts }: Scan, read: ReadBlock): ReadMcu {
	const ofMcu = parts.flatMap((part) => {
		const { across, down } = part.component;
		return Array.from({ length: parts.length === 1 ? 1 : across * down }, () => part);
	});
	return (mcu) => {
		for (const part of ofMcu) read(part);
		return mcu + 1;
	};
}

function blocks(samples: number): number {
	return Math.ceil(samples / 8);
}
