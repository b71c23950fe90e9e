import { viewOf } from "../../../formats/bytes/bytes.ts";
import type { Allowance } from "./blocks.ts";
import { CANNOT_READ, type Code, createCodeReader, makeCode } from "./code-reader.ts";
import { type Frame, readFrame, readScan, type Scan } from "./scan.ts";
import { createSent, type Sent } from "./sent.ts";

/** Checks that decoders read every byte of a JPEG's picture. */
export type JpegDataCheck = {
	/**
	 * Takes the next segment of the picture.
	 *
	 * @param code the second byte of its marker
	 * @param data of a scan: what follows its header, up to the next marker
	 */
	segment(code: number, payload: Uint8Array, data: Uint8Array): void;
	/** Names what was found, after the last segment. */
	found(): readonly string[];
};

/** Something that a segment defines and scans use. */
type Defined<T> = { readonly value: T; isUsed: boolean };

/** As in the walk of the codes, which takes no more. */
const MAX_SCANS = 100;

/** A hundred scans with twelve tables each need fewer. */
const MAX_DEFINITIONS = 4000;

/**
 * Runs of later scans pass blocks without reading a bit. The first scan has at least one bit for each
 * block, so that sixteen scans and more may pass all blocks.
 */
const BLOCKS_OF_BYTE = 128;

const UNREAD = "data that no decoder reads";
const UNCHECKED = "pixels that cannot be checked";

/**
 * Makes the check of a JPEG's picture. It reads the codes itself, with a decoder of its own, so that it
 * cannot repeat a mistake of the code that strips.
 *
 * @example
 * const check = createJpegDataCheck();
 * check.segment(0xdd, Uint8Array.of(0, 0, 1), new Uint8Array(0));
 * check.found(); // ["data that no decoder reads", "pixels that cannot be checked"]
 */
export function createJpegDataCheck(): JpegDataCheck {
	const found = new Set<string>();
	const defined: Defined<unknown>[] = [];
	const tables = new Map<number, Defined<null>>();
	const codes = new Map<number, Defined<Code>>();
	let interval: Defined<number> | null = null;
	let picture: { readonly frame: Frame; readonly sent: Sent } | null = null;
	const allowance: Allowance = { blocks: 0 };
	let scans = 0;

	function define<T>(value: T): Defined<T> {
		if (defined.length > MAX_DEFINITIONS) throw CANNOT_READ;
		const made = { value, isUsed: false };
		defined.push(made);
		return made;
	}

	function use<K, T>(from: ReadonlyMap<K, Defined<T>>, key: K): T {
		const used = from.get(key);
		if (!used) throw CANNOT_READ;
		used.isUsed = true;
		return used.value;
	}

	/** T.81, B.2.4.1: precision and number in one byte, then 64 numbers. */
	function quantisation(payload: Uint8Array): void {
		let at = 0;
		while (at < payload.length) {
			const slot = payload[at] ?? 0;
			at += 1 + (slot >> 4 === 0 ? 64 : 128);
			tables.set(slot & 15, define(null));
		}
		if (at !== payload.length) found.add(UNREAD);
	}

	/** T.81, B.2.4.2: class and number in one byte, the counts of 16 lengths, the symbols. */
	function huffman(payload: Uint8Array): void {
		let at = 0;
		while (at < payload.length) {
			const counts = payload.subarray(at + 1, at + 17);
			const end = at + 17 + counts.reduce((sum, count) => sum + count, 0);
			codes.set(payload[at] ?? 0, define(makeCode(counts, payload.subarray(at + 17, end))));
			at = end;
		}
		if (at !== payload.length) found.add(UNREAD);
	}

	function restartInterval(payload: Uint8Array): void {
		if (payload.length !== 2) found.add(UNREAD);
		interval = define(payload.length < 2 ? 0 : viewOf(payload).getUint16(0));
	}

	function startPicture(code: number, payload: Uint8Array): NonNullable<typeof picture> {
		if (picture) throw CANNOT_READ;
		const frame = readFrame(code, payload);
		return { frame, sent: createSent(frame) };
	}

	function scan(payload: Uint8Array, data: Uint8Array): void {
		scans++;
		if (!picture || scans > MAX_SCANS) throw CANNOT_READ;
		const { frame, sent } = picture;
		const header = scanHeader(frame, payload);
		for (const { component } of header.parts) {
			// The table that counts is that of the component's first scan.
			if (!sent.has(component)) use(tables, component.table);
		}
		if (interval) interval.isUsed = true;
		if (!sent.add(header)) found.add(UNREAD);
		const reader = createCodeReader(data);
		allowance.blocks += BLOCKS_OF_BYTE * data.length;
		const earlier = { coefficients: sent.coefficients(header), allowance };
		readScan(reader, frame, header, interval?.value ?? 0, earlier);
		if (!reader.isAtEnd()) found.add(UNREAD);
	}

	function scanHeader({ components, isProgressive }: Frame, payload: Uint8Array): Scan {
		const count = payload[0] ?? 0;
		if (payload.length !== 4 + 2 * count) found.add(UNREAD);
		const [first = 0, last = 0, bits = 0] = payload.subarray(1 + 2 * count);
		const none = makeCode(new Uint8Array(0), new Uint8Array(0));
		const hasDc = !isProgressive || (first === 0 && bits >> 4 === 0);
		const hasAc = !isProgressive || first > 0;
		const parts = Array.from({ length: count }, (_, index) => {
			const [id, slots = 0] = payload.subarray(1 + 2 * index);
			const component = components.find((one) => one.id === id);
			if (!component) throw CANNOT_READ;
			const dc = hasDc ? use(codes, slots >> 4) : none;
			return { component, dc, ac: hasAc ? use(codes, 16 + (slots & 15)) : none };
		});
		return { parts, first, last, high: bits >> 4, low: bits & 15 };
	}

	return {
		segment(code, payload, data) {
			try {
				if (code === 0xdb) quantisation(payload);
				else if (code === 0xc4) huffman(payload);
				else if (code === 0xdd) restartInterval(payload);
				else if (code === 0xda) scan(payload, data);
				else picture = startPicture(code, payload);
			} catch (error) {
				if (error !== CANNOT_READ) throw error;
				found.add(UNCHECKED);
			}
		},
		found() {
			if (scans === 0) found.add(UNCHECKED);
			if (defined.some(({ isUsed }) => !isUsed)) found.add(UNREAD);
			return [...found];
		},
	};
}
