import { type BitReader, takeBits } from "./bit-reader.ts";
import { acCodes, type BlockCodes, dcCodes } from "./block-codes.ts";
import type { Definitions } from "./definitions.ts";
import type { CodedFrame, FrameComponent } from "./frame.ts";
import type { HuffmanTable } from "./huffman.ts";
import { type NonZero, readAcBlock, readDcBlock, refineAcBlock } from "./progressive.ts";
import { readSequentialMcus, type SequentialBlock } from "./sequential.ts";

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
	/** Reads the codes of one MCU or more and returns how many they are for; 0 if a code is invalid. */
	readonly readMcus: ReadMcus;
	/** Forgets what came before a restart marker. */
	readonly restart: () => void;
};

/**
 * @param mcu the number of the first MCU
 * @param stop the MCU before which it stops; a run of progressive blocks may be longer
 * @param limit the offset in the chunk after which it stops
 */
type ReadMcus = (reader: BitReader, mcu: number, stop: number, limit: number) => number;

/** Reads the codes of a block and returns how many blocks they are for; 0 if a code is invalid. */
type ReadBlock = (reader: BitReader, block: number) => number;

type BlockReader = Pick<ScanPlan, "restart"> & { readonly read: ReadBlock };

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
	return context.isProgressive
		? planProgressive(frame, header, context)
		: planSequential(frame, header, context);
}

function planSequential(
	frame: CodedFrame,
	{ parts }: ScanHeader,
	{ definitions }: ScanContext,
): ScanPlan | null {
	const made = new Map<HuffmanTable, BlockCodes>();
	const codesOf = (table: HuffmanTable, make: typeof dcCodes): BlockCodes => {
		const codes = made.get(table) ?? make(table);
		made.set(table, codes);
		return codes;
	};
	const blocks: SequentialBlock[] = [];
	for (const part of parts) {
		const dc = definitions.useHuffman(0, part.dc);
		const ac = definitions.useHuffman(1, part.ac);
		if (!dc || !ac) return null;
		const block = { dc: codesOf(dc, dcCodes), ac: codesOf(ac, acCodes) };
		for (let i = 0; i < blocksOf(part, parts); i++) blocks.push(block);
	}
	if (blocks.length > MAX_BLOCKS_OF_MCU) return null;
	return {
		mcus: mcusOf(frame, parts),
		readMcus: (reader, mcu, stop, limit) => readSequentialMcus(reader, blocks, stop - mcu, limit),
		restart: nothing,
	};
}

function planProgressive(
	frame: CodedFrame,
	header: ScanHeader,
	context: ScanContext,
): ScanPlan | null {
	const { parts } = header;
	const readers: BlockReader[] = [];
	for (const part of parts) {
		const reader = progressiveReader(header, part, context);
		if (!reader) return null;
		for (let i = 0; i < blocksOf(part, parts); i++) readers.push(reader);
	}
	const [only] = readers;
	const mcus = mcusOf(frame, parts);
	if (only && parts.length === 1) return { mcus, readMcus: only.read, restart: only.restart };
	if (readers.length > MAX_BLOCKS_OF_MCU) return null;
	return {
		mcus,
		// AC coefficients, whose readers need the block's number, are never interleaved.
		readMcus: (reader) => {
			for (const { read } of readers) if (read(reader, 0) === 0) return 0;
			return 1;
		},
		restart: nothing,
	};
}

/** T.81, A.2.2: alone, one block is an MCU, and only blocks that cover the picture are coded. */
function mcusOf(
	{ mcusAcross, mcusDown }: CodedFrame,
	[first, ...others]: ScanHeader["parts"],
): number {
	if (!first || others.length > 0) return mcusAcross * mcusDown;
	return first.component.blocksAcross * first.component.blocksDown;
}

function blocksOf({ component }: ScanPart, parts: ScanHeader["parts"]): number {
	return parts.length === 1 ? 1 : component.across * component.down;
}

/** T.81, G.1.1.1: DC and AC coefficients are never in one scan. */
function progressiveReader(
	header: ScanHeader,
	part: ScanPart,
	{ definitions, nonZero }: ScanContext,
): BlockReader | null {
	const { parts, first, last, high, low } = header;
	if (first === 0) return last === 0 ? dcReader(header, part, definitions) : null;
	const ac = definitions.useHuffman(1, part.ac);
	if (!ac || last < first || last > 63 || parts.length > 1) return null;
	if (high === 0) {
		const scan = { ac, first, last, nonZero: low > 0 ? nonZero : null };
		return { read: (reader, block) => readAcBlock(reader, scan, block), restart: nothing };
	}
	if (!nonZero) return null;
	const scan = { ac, first, last, nonZero, run: 0 };
	return {
		read: (reader, block) => refineAcBlock(reader, scan, block),
		restart: () => {
			scan.run = 0;
		},
	};
}

function dcReader(
	{ high }: ScanHeader,
	part: ScanPart,
	{ useHuffman }: ScanContext["definitions"],
): BlockReader | null {
	if (high > 0) return { read: (reader) => (takeBits(reader, 1) < 0 ? 0 : 1), restart: nothing };
	const dc = useHuffman(0, part.dc);
	return dc && { read: (reader) => (readDcBlock(reader, dc) ? 1 : 0), restart: nothing };
}

function nothing(): void {}
