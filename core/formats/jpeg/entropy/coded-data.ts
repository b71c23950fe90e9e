import { copyOf } from "../../bytes/bytes.ts";
import { bytesAt, type Parse } from "../../bytes/parse.ts";
import { isFrameMarker, type JpegLayout, type JpegSegment, MARKER } from "../structure/segments.ts";
import { createDefinitions, type Definition, type Definitions } from "./definitions.ts";
import { type CodedFrame, type FrameComponent, noCoefficients, readCodedFrame } from "./frame.ts";
import { createProgress, type Progress } from "./progress.ts";
import type { NonZero } from "./progressive.ts";
import { planScan, readScanHeader, type ScanHeader, type ScanPlan } from "./scan.ts";
import { type ScanData, walkScan } from "./walk-scan.ts";

/** What decoders read of a JPEG, and whether that is a whole picture. */
export type CodedData = {
	/**
	 * `complete`: all pixels can be decoded. `incomplete`: the data ends before the last pixel.
	 * `damaged`: it contains what is no code. `unread`: it is not coded as SOF0 to SOF2 of 8 bits, has no
	 * tables of its own, or is too large.
	 */
	readonly state: "complete" | "incomplete" | "damaged" | "unread";
	/** The offset after the last byte that belongs to a pixel. */
	readonly end: number;
	/** The segments that decoders need, in the order of the file. */
	readonly segments: readonly CodedSegment[];
};

/** What decoders read of a segment. */
export type CodedSegment = {
	readonly segment: JpegSegment;
	/** Starts and ends, in turn, of the needed parts of its payload: offsets in the payload. */
	readonly payload: readonly number[];
	/** The data after the header of a scan. */
	readonly data: ScanData | null;
};

/** Decoders have a limit, too: libvips reads 100 scans. */
const MAX_SCANS = 100;

/** A progressive scan may need 16 bytes of memory for 64 pixels of each component. */
const MAX_PIXELS = 300_000_000;

/** A segment's marker and length. */
const HEAD_BYTES = 4;

const DEFINING: readonly number[] = [MARKER.DHT, MARKER.DQT, MARKER.DRI];

/** A frame, and what has been read of it. */
type Reading = {
	readonly frame: CodedFrame;
	readonly isProgressive: boolean;
	readonly definitions: Definitions;
	readonly progress: Progress;
	readonly nonZero: Map<FrameComponent, NonZero>;
};

/**
 * Walks all entropy-coded data of a JPEG, in the modes that browsers show: sequential and progressive
 * DCT with Huffman codes and 8 bits (ITU-T T.81). It reads codes and no pixels. The work is bounded by
 * the bytes that it reads, and by 100 scans.
 *
 * @param layout of the file, at least up to its last scan
 * @param size bytes in the file
 *
 * @example
 * const coded = parseBytes(bytes, walkCodedData(layout, bytes.length));
 * if (coded.state === "complete") coded.end; // where the pixels end
 */
export function* walkCodedData(layout: JpegLayout, size: number): Parse<CodedData> {
	const definitions = createDefinitions();
	const read: CodedSegment[] = [];
	let reading: Reading | null = null;
	let end = 0;
	const result = (state: CodedData["state"]): CodedData => {
		return { state, end, segments: neededSegments(layout, read, definitions.all) };
	};
	if (!layout.isCommon || layout.width * layout.height > MAX_PIXELS) return result("unread");
	for (const segment of layout.segments) {
		const payload = yield* copyPayload(segment);
		if (DEFINING.includes(segment.marker)) definitions.read(segment, payload);
		if (isFrameMarker(segment.marker)) {
			reading = startReading(segment, payload, layout, definitions);
			if (!reading) return result("damaged");
			read.push(needed(segment, 6 + 3 * reading.frame.components.length));
		}
		if (segment.marker !== MARKER.SOS) continue;
		const header = reading && readScanHeader(reading.frame, payload);
		if (!reading || !header || read.length > MAX_SCANS) return result("damaged");
		const plan = nextScan(reading, header);
		// Decoders use the tables of annex K for a file that has none.
		const hasCodes = definitions.all.some((made) => made.segment.marker === MARKER.DHT);
		if (!plan && !hasCodes) return result("unread");
		if (!plan || !reading.progress.add(header)) return result("damaged");
		const interval = definitions.useRestartInterval();
		const data: ScanData = yield* walkScan(size, segment.payloadEnd, plan, interval);
		end = data.end;
		read.push({ ...needed(segment, header.bytes), data });
		if (data.state !== "complete") return result(data.state);
		if (reading.progress.isExact()) return result("complete");
	}
	// An encoder may leave out the last bits; a file that is cut off has lost them.
	const isWhole = reading?.progress.isShown() && layout.isEnded;
	return result(isWhole ? "complete" : "incomplete");
}

/** The payload of a segment that is read here; nothing of others. */
function* copyPayload({ marker, start, payloadEnd }: JpegSegment): Parse<Uint8Array> {
	const isRead = DEFINING.includes(marker) || isFrameMarker(marker) || marker === MARKER.SOS;
	const length = isRead ? payloadEnd - start - HEAD_BYTES : 0;
	return copyOf(yield* bytesAt(start + HEAD_BYTES, length));
}

/** `null` if the header of the frame is invalid. */
function startReading(
	{ marker }: JpegSegment,
	payload: Uint8Array,
	{ height }: JpegLayout,
	definitions: Definitions,
): Reading | null {
	const frame = readCodedFrame(payload, height);
	if (!frame) return null;
	const isProgressive = marker === MARKER.SOF2;
	const progress = createProgress(frame, isProgressive);
	return { frame, isProgressive, definitions, progress, nonZero: new Map() };
}

/** How the next scan is read; `null` if that is impossible. */
function nextScan(reading: Reading, header: ScanHeader): ScanPlan | null {
	const { frame, isProgressive, definitions, progress, nonZero } = reading;
	// The quantisation table that counts is that of the component's first scan.
	const hasTables = header.parts.every(
		({ component }) => progress.has(component) || definitions.useQuantisation(component.table),
	);
	const [only] = header.parts;
	const isRefined = isProgressive && header.first > 0 && header.high + header.low > 0;
	if (!hasTables || !only) return null;
	if (isRefined && !nonZero.has(only.component)) {
		nonZero.set(only.component, noCoefficients(frame, only.component));
	}
	return planScan(frame, header, {
		isProgressive,
		definitions,
		nonZero: nonZero.get(only.component) ?? null,
	});
}

function needed(segment: JpegSegment, bytes: number): CodedSegment {
	return { segment, payload: [0, bytes], data: null };
}

/** Frames, scans and the definitions that they use, in the order of the file. */
function neededSegments(
	{ segments }: JpegLayout,
	read: readonly CodedSegment[],
	definitions: readonly Definition[],
): readonly CodedSegment[] {
	const found = new Map(read.map((coded) => [coded.segment, coded]));
	const used = new Map<JpegSegment, number[]>();
	for (const { segment, start, end, isUsed } of definitions) {
		if (isUsed) used.set(segment, [...(used.get(segment) ?? []), start, end]);
	}
	return segments.flatMap((segment) => {
		const payload = used.get(segment);
		return found.get(segment) ?? (payload ? { segment, payload, data: null } : []);
	});
}
