import { parseImageUrl } from "../../url/image-url.ts";
import { neededWidth } from "../../url/variant.ts";
import { digits, type LogEntry, spells } from "./line-format.ts";

/** The kind of a logged request. */
export type LoggedRequest =
	/** For an image with a width. */
	| "image"
	/** For an image without a width: the master. */
	| "master"
	/** For an image, with parameters that the server refuses. */
	| "refused"
	/** Not for an image. */
	| "other";

/** The needed width in device pixels, and the DPR, of the last request of the kind `image`. */
export type Needed = { width: number; dpr: number };

const [AMPERSAND, POINT, SLASH, ZERO] = [0x26, 0x2e, 0x2f, 0x30];
const MEDIA = "/media/";
const WIDTH = "width=";
const DPR = "&dpr=";
const NAME_START = MEDIA.length + 33;
const text = new TextDecoder();

/**
 * Reads the needed width of a logged request, by the same grammar as the server. The common queries
 * `width=400` and `width=400&dpr=2.5` are parsed in place, without allocation; all others by
 * `parseImageUrl`.
 *
 * @param entry the positions of the path and the query in `bytes`
 * @param needed written to if the result is `image`
 *
 * @example
 * const path = "/media/048aef1505767106c7cb3094a726570b/a.jpg";
 * const bytes = new TextEncoder().encode(`${path}width=400&dpr=2`);
 * const [end, queryEnd] = [path.length, bytes.length];
 * const entry = { isGet: true, status: 200, pathStart: 0, pathEnd: end, queryStart: end, queryEnd };
 * const needed = { width: 0, dpr: 1 };
 * readImageRequest(bytes, entry, needed); // "image"
 * needed.width; // 800
 */
export function readImageRequest(
	bytes: Uint8Array,
	entry: LogEntry,
	needed: Needed,
): LoggedRequest {
	const { pathStart, pathEnd, queryStart, queryEnd } = entry;
	if (!isImagePath(bytes, pathStart, pathEnd)) return "other";
	if (queryStart === queryEnd) return "master";
	if (readPlainQuery(bytes, queryStart, queryEnd, needed)) return "image";

	const path = text.decode(bytes.subarray(pathStart, pathEnd));
	const query = text.decode(bytes.subarray(queryStart, queryEnd));
	const parsed = parseImageUrl(path, query);
	if (!parsed.ok) return "refused";
	const { width, dpr } = parsed.value;
	if (width === null) return "master";
	needed.width = neededWidth(width, dpr);
	needed.dpr = dpr;
	return "image";
}

/** Whether it is `/media/<32 hex digits>/<name>`, as {@link parseImageUrl} requires. */
function isImagePath(bytes: Uint8Array, start: number, end: number): boolean {
	if (end - start <= NAME_START) return false;
	if (!spells(bytes, start, start + MEDIA.length, MEDIA)) return false;
	for (let at = start + MEDIA.length; at < start + NAME_START - 1; at++) {
		const byte = bytes[at] ?? 0;
		const isHex = (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66);
		if (!isHex) return false;
	}
	if (bytes[start + NAME_START - 1] !== SLASH) return false;
	for (let at = start + NAME_START; at < end; at++) if (bytes[at] === SLASH) return false;
	return true;
}

function readPlainQuery(bytes: Uint8Array, start: number, end: number, needed: Needed): boolean {
	const widthStart = start + WIDTH.length;
	if (!spells(bytes, start, Math.min(widthStart, end), WIDTH)) return false;
	let widthEnd = widthStart;
	while (widthEnd < end && bytes[widthEnd] !== AMPERSAND) widthEnd++;
	const width = digits(bytes, widthStart, widthEnd);
	if (width < 1 || width > 10_000 || bytes[widthStart] === ZERO) return false;
	const dprStart = widthEnd + DPR.length;
	const isDpr1 = widthEnd === end;
	if (!isDpr1 && !spells(bytes, widthEnd, Math.min(dprStart, end), DPR)) return false;
	const dpr = isDpr1 ? 1 : thousandths(bytes, dprStart, end) / 1000;
	if (dpr < 1 || dpr > 4) return false;
	needed.width = neededWidth(width, dpr);
	needed.dpr = dpr;
	return true;
}

/**
 * Parses one digit with at most three decimals, such as `2.625`, in thousandths; else returns -1.
 */
function thousandths(bytes: Uint8Array, start: number, end: number): number {
	const integer = digits(bytes, start, start + 1);
	if (integer < 0 || end <= start) return -1;
	if (end === start + 1) return integer * 1000;
	const places = end - start - 2;
	if (bytes[start + 1] !== POINT || places < 1 || places > 3) return -1;
	const decimals = digits(bytes, start + 2, end);
	return decimals < 0 ? -1 : integer * 1000 + decimals * 10 ** (3 - places);
}
