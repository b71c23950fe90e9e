import { WidthwiseError } from "../errors.ts";
import { FALLBACK_FORMAT, formatNames, type ImageFormat, parseFormat } from "../url/format.ts";
import { MAX_WIDTH, parseBuckets, type WidthBuckets } from "../url/width.ts";

/** The quality of variants in each format, 1 to 100 on the encoder's own scale. */
export type Qualities = Readonly<Partial<Record<ImageFormat, number>>>;

/**
 * Checks a list of buckets: at least one whole number from 1 to 10000, ascending, without repeats.
 *
 * @throws {WidthwiseError} `misconfigured` if it is not valid
 *
 * @example
 * checkBuckets([256, 416]);
 */
export function checkBuckets(buckets: WidthBuckets): void {
	if (Array.isArray(buckets) && parseBuckets(buckets).ok) return;
	throw misconfigured(
		`buckets must be whole numbers from 1 to ${MAX_WIDTH}, ascending, at least one; got ${JSON.stringify(buckets)}`,
	);
}

/**
 * Checks qualities: each of a known format, a number from 1 to 100.
 *
 * @throws {WidthwiseError} `misconfigured` if one is not
 *
 * @example
 * checkQualities({ webp: 75, jpeg: 80 });
 */
export function checkQualities(qualities: Qualities): void {
	if (typeof qualities !== "object") {
		throw misconfigured(`quality must be an object such as { webp: 78 }; got ${qualities}`);
	}
	for (const [format, quality] of Object.entries(qualities)) {
		if (parseFormat(format) === null) {
			throw misconfigured(`quality must name formats: ${formatNames()}; got ${format}`);
		}
		if (quality >= 1 && quality <= 100) continue;
		throw misconfigured(`quality.${format} must be 1 to 100; got ${quality}`);
	}
}

/**
 * Checks the list of allowed formats: JPEG must be one, for browsers that do not accept others.
 *
 * @throws {WidthwiseError} `misconfigured` if JPEG is missing, or a format unknown
 *
 * @example
 * checkFormats(["webp", "jpeg"]);
 */
export function checkFormats(formats: readonly ImageFormat[]): void {
	const unknown = formats.find((format) => parseFormat(format) === null);
	if (unknown !== undefined) {
		throw misconfigured(`formats must be ${formatNames()}; got ${unknown}`);
	}
	if (formats.includes(FALLBACK_FORMAT)) return;
	throw misconfigured(
		`formats must include ${FALLBACK_FORMAT}, which every browser shows; got [${formats.join(", ")}]`,
	);
}

/**
 * Checks the list of negotiated formats: each must be an allowed one. The list may be empty.
 *
 * @param formats the allowed formats
 *
 * @throws {WidthwiseError} `misconfigured` if one is not allowed
 *
 * @example
 * checkNegotiated(["avif", "webp"], ["webp", "jpeg", "avif"]);
 */
export function checkNegotiated(
	negotiated: readonly ImageFormat[],
	formats: readonly ImageFormat[],
): void {
	if (!Array.isArray(negotiated)) {
		throw misconfigured(`negotiate must be a list such as ["avif", "webp"]; got ${negotiated}`);
	}
	const other = negotiated.find((format) => !formats.includes(format));
	if (other === undefined) return;
	throw misconfigured(`negotiate must be among formats: ${formats.join(", ")}; got ${other}`);
}

function misconfigured(message: string): WidthwiseError {
	return new WidthwiseError("misconfigured", message);
}
