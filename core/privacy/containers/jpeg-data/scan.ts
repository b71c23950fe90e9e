import { viewOf } from "../../../formats/bytes/bytes.ts";
import { type AcScan, type Coefficients, readBlock, readFirst, readRefinement } from "./blocks.ts";
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
 * Reads the codes of a scan, block by block (T.81, A.2).
 *
 * @param interval MCUs between restart markers; 0 for none
 * @param coefficients of the scan's component, if it is progressive and has AC coefficients
 *
 * @throws {Error} `CANNOT_READ`
 *
 * @example
 * readScan(reader, frame, scan, 0, new Uint8Array(0));
 */
export function readScan(
	reader: CodeReader,
	frame: Frame,
	scan: Scan,
	interval: number,
	coefficients: Coefficients,
): void {
	const read = blockReader(reader, frame, scan, coefficients);
	const [only, ...more] = scan.parts;
	if (!only) throw CANNOT_READ;
	const isAlone = more.length === 0;
	const { columns, rows } = isAlone ? only.component : frame;
	const perMcu = scan.parts.map(({ component: { across, down } }) => (isAlone ? 1 : across * down));
	for (let mcu = 0; mcu < columns * rows; mcu++) {
		if (interval > 0 && mcu > 0 && mcu % interval === 0) {
			reader.restart(mcu / interval - 1);
			read.restart();
		}
		scan.parts.forEach((part, index) => {
			for (let block = perMcu[index] ?? 0; block > 0; block--) read.block(part, mcu);
		});
	}
}

type BlockReader = {
	readonly block: (part: Scan["parts"][number], block: number) => void;
	/** A run of blocks ends at a restart marker. */
	readonly restart: () => void;
};

function blockReader(
	reader: CodeReader,
	{ isProgressive }: Frame,
	scan: Scan,
	coefficients: Coefficients,
): BlockReader {
	const none = () => {};
	if (!isProgressive) {
		return { block: ({ dc, ac }) => readBlock(reader, dc, ac), restart: none };
	}
	if (scan.first === 0 && scan.high > 0) return { block: () => void reader.bits(1), restart: none };
	if (scan.first === 0) {
		return { block: ({ dc }) => void reader.bits(reader.symbol(dc) & 15), restart: none };
	}
	const [part] = scan.parts;
	if (!part || scan.parts.length > 1) throw CANNOT_READ;
	const ac: AcScan = { ...scan, code: part.ac, coefficients, run: 0 };
	const readAc = scan.high > 0 ? readRefinement : readFirst;
	return {
		block: (_, block) => readAc(reader, ac, block),
		restart: () => {
			ac.run = 0;
		},
	};
}

function blocks(samples: number): number {
	return Math.ceil(samples / 8);
}
