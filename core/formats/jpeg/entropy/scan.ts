import { type BitReader, takeBits } from "./bit-reader.ts";
import type { Definitions } from "./definitions.ts";
import type { CodedFrame, FrameComponent } from "./frame.ts";
import {
	type AcScan,
	type NonZero,
	readAcBlock,
	readDcBlock,
	refineAcBlock,
} from "./progressive.ts";
import { readSequentialBlock } from "./sequential.ts";

/** The header of a scan (T.81, B.2.3). */
export type ScanHeader = {
	readonly parts: readonly ScanPart[];
	/** Ss and Se: the first and the last coefficient, in zigzag order. */
	readonly first: number;
	readonly last: number;
	/** Ah and Al: the bits that were sent before, and those that are left to send. */
	readonly high: number;
	readonly low: number;
	/** Bytes of the payload that the header needs. */
	readonly bytes: number;
};

/** A component of a scan, with the numbers of its tables. */
export type ScanPart = {
	readonly component: FrameComponent;
	readonly dc: number;
	readonly ac: number;
};

/** What has been read before a scan. */
export type ScanContext = {
	readonly isProgressive: boolean;
	readonly definitions: Pick<Definitions, "useHuffman">;
	/** Of the scan's component, for refined AC coefficients. */
	readonly nonZero: NonZero | null;
};

/** How the data of a scan is read: one MCU after the other. */
export type ScanPlan = {
	readonly mcus: number;
	/** Reads the codes of one MCU; `false` if one is invalid. */
	readonly readMcu: (reader: BitReader, mcu: number) => boolean;
};

type ReadBlock = (reader: BitReader, block: number) => boolean;

/** T.81, B.2.3: the sum of H times V in an interleaved scan. */
const MAX_BLOCKS_OF_MCU = 10;

/**
 * Reads the header of a scan.
 *
 * @param payload of the segment, without marker and length
 *
 * @returns `null` if it is invalid
 *
 * @example
 * const header = readScanHeader(frame, payload);
 */
export function readScanHeader(frame: CodedFrame, payload: Uint8Array): ScanHeader | null {
	const count = payload[0] ?? 0;
	const parts: ScanPart[] = [];
	for (let index = 0; index < count; index++) {
		const [id, tables = 0] = payload.subarray(1 + 2 * index);
		const component = frame.components.find((one) => one.id === id);
		if (!component || parts.some((part) => part.component === component)) return null;
		parts.push({ component, dc: tables >> 4, ac: tables & 15 });
	}
	const bytes = 4 + 2 * count;
	if (count === 0 || payload.length < bytes) return null;
	const [first = 0, last = 0, bits = 0] = payload.subarray(1 + 2 * count);
	return { parts, first, last, high: bits >> 4, low: bits & 15, bytes };
}

/**
 * Plans how a scan is read.
 *
 * @returns `null` if a table is missing or the header is invalid
 *
 * @example
 * const plan = planScan(frame, header, { isProgressive: false, definitions, nonZero: null });
 */
export function planScan(
	frame: CodedFrame,
	header: ScanHeader,
	context: ScanContext,
): ScanPlan | null {
	const readers: ReadBlock[] = [];
	for (const part of header.parts) {
		const read = context.isProgressive
			? progressiveReader(header, part, context)
			: sequentialReader(part, context);
		if (!read) return null;
		const { across, down } = part.component;
		const blocks = header.parts.length === 1 ? 1 : across * down;
		for (let block = 0; block < blocks; block++) readers.push(read);
	}
	const [only] = header.parts;
	if (only && header.parts.length === 1) return planAlone(frame, only.component, readers);
	if (readers.length > MAX_BLOCKS_OF_MCU) return null;
	// AC coefficients, whose readers need the block's number, are never interleaved.
	const readMcu = (reader: BitReader) => readers.every((read) => read(reader, 0));
	return { mcus: frame.mcusAcross * frame.mcusDown, readMcu };
}

/** T.81, A.2.2: one block is an MCU, and only blocks that cover the picture are coded. */
function planAlone(
	frame: CodedFrame,
	{ across, blocksAcross, blocksDown }: FrameComponent,
	[read]: readonly ReadBlock[],
): ScanPlan | null {
	if (!read) return null;
	const stride = frame.mcusAcross * across;
	return {
		mcus: blocksAcross * blocksDown,
		readMcu: (reader, mcu) => {
			const row = Math.floor(mcu / blocksAcross);
			return read(reader, row * stride + mcu - row * blocksAcross);
		},
	};
}

function sequentialReader(part: ScanPart, { definitions }: ScanContext): ReadBlock | null {
	const dc = definitions.useHuffman(0, part.dc);
	const ac = definitions.useHuffman(1, part.ac);
	return dc && ac ? (reader) => readSequentialBlock(reader, dc, ac) : null;
}

/** T.81, G.1.1.1: DC and AC coefficients are never in one scan. */
function progressiveReader(
	{ parts, first, last, high, low }: ScanHeader,
	part: ScanPart,
	{ definitions, nonZero }: ScanContext,
): ReadBlock | null {
	if (first === 0) {
		if (last !== 0) return null;
		if (high > 0) return (reader) => takeBits(reader, 1) >= 0;
		const dc = definitions.useHuffman(0, part.dc);
		return dc ? (reader) => readDcBlock(reader, dc) : null;
	}
	const ac = definitions.useHuffman(1, part.ac);
	if (!ac || last < first || last > 63 || parts.length > 1) return null;
	const scan: AcScan = { ac, first, last, nonZero: low > 0 || high > 0 ? nonZero : null, run: 0 };
	if (high === 0) return (reader, block) => readAcBlock(reader, scan, block);
	return nonZero && ((reader, block) => refineAcBlock(reader, scan, nonZero, block));
}
