import { invalidArgument, WidthwiseError } from "../errors.ts";
import { checkBytes } from "../formats/bytes/read-bytes.ts";
import { SNIFF_BYTES, sniff } from "../formats/sniff.ts";
import type { ImageType } from "../formats/tables/input.ts";
import { MAX_SIDE } from "../formats/tables/output.ts";
import { encodedSize } from "./crop.ts";
import type { EncodedImage, Engine, Output } from "./engine.ts";

/**
 * Finds the type of a source by its first bytes.
 *
 * @throws {WidthwiseError} `unreadable-image` if it is not an image, `unsupported-format` if it is
 *   one that this engine does not decode, `invalid-argument` if it is not bytes.
 * @example
 * sourceType(bytes, ["jpeg", "webp"]); // "jpeg"
 */
export function sourceType<Type extends ImageType>(
	source: Uint8Array,
	decodes: readonly Type[],
): Type {
	checkBytes(source);
	const found = sniff(source.subarray(0, SNIFF_BYTES));
	if (found === null) throw unreadable();
	const type = decodes.find((decodable) => decodable === found);
	if (type) return type;
	throw new WidthwiseError(
		"unsupported-format",
		`This engine does not decode ${found.toUpperCase()}: it decodes ${decodes.join(", ")}`,
	);
}

/**
 * Checks the outputs requested from an engine, before anything is decoded.
 *
 * @throws {WidthwiseError} `invalid-argument` for a size or quality that no picture may have,
 *   `unsupported-format` for a format that the engine does not encode.
 * @example
 * checkOutputs(outputs, ["webp", "jpeg"]);
 */
export function checkOutputs(outputs: readonly Output[], encodes: Engine["encodes"]): void {
	if (!Array.isArray(outputs)) throw invalidArgument("outputs must be a list of pictures to make");
	for (const output of outputs) {
		const { format, quality } = output;
		if (!encodes.includes(format)) {
			throw new WidthwiseError(
				"unsupported-format",
				`This engine does not encode ${format}: format must be ${encodes.join(" or ")}`,
			);
		}
		checkSize(output);
		checkQuality(quality);
	}
}

/**
 * Checks a quality on an encoder's own scale.
 *
 * @throws {WidthwiseError} `invalid-argument`
 *
 * @example
 * checkQuality(78);
 */
export function checkQuality(quality: number): void {
	if (!(quality >= 1 && quality <= 100)) {
		throw invalidArgument(`quality must be 1 to 100, got ${quality}`);
	}
}

function checkSize(output: Output): void {
	const { width, height } = encodedSize(output);
	if (!isSide(width) || !isSide(height)) {
		throw invalidArgument(
			`width and height must be whole numbers from 1 to ${MAX_SIDE}, got ${width} x ${height}`,
		);
	}
	if (!isAtLeast(width, output.width) || !isAtLeast(height, output.height)) {
		throw invalidArgument(
			`crop must be at most ${output.width} x ${output.height} pixels, got ${width} x ${height}`,
		);
	}
}

/**
 * Checks that no output is wider or higher than its source.
 *
 * @param upright the source's size in pixels, after its orientation is applied
 *
 * @throws {WidthwiseError} `invalid-argument`
 *
 * @example
 * checkNotEnlarged(outputs, { width: 6000, height: 4000 });
 */
export function checkNotEnlarged(
	outputs: readonly Output[],
	upright: Pick<Output, "width" | "height">,
): void {
	const larger = outputs.find(
		({ width, height }) => width > upright.width || height > upright.height,
	);
	if (!larger) return;
	throw invalidArgument(
		`width and height must be at most those of the photo, ${upright.width} x ${upright.height}: ` +
			`engines do not enlarge, got ${larger.width} x ${larger.height}`,
	);
}

/**
 * Checks that no output is a JPEG with full chroma, for engines that cannot make one.
 *
 * @throws {WidthwiseError} `unsupported-format`
 *
 * @example
 * checkNoFullChroma(outputs);
 */
export function checkNoFullChroma(outputs: readonly Output[]): void {
	if (!outputs.some(({ format, fullChroma }) => format === "jpeg" && fullChroma)) return;
	throw new WidthwiseError(
		"unsupported-format",
		"This engine does not encode JPEGs with full chroma: leave out fullChroma",
	);
}

function isSide(pixels: number): boolean {
	return Number.isInteger(pixels) && pixels >= 1 && pixels <= MAX_SIDE;
}

function isAtLeast(min: number, pixels: number): boolean {
	return Number.isInteger(pixels) && pixels >= min;
}

/**
 * Describes the encoded bytes of outputs, which are in the same order.
 *
 * @example
 * encodedImages(outputs, [webp, jpeg]);
 */
export function encodedImages(
	outputs: readonly Output[],
	encoded: readonly Uint8Array<ArrayBuffer>[],
): readonly EncodedImage[] {
	return outputs.map((output, index) => {
		const bytes = encoded[index] ?? new Uint8Array();
		return { bytes, ...encodedSize(output), format: output.format };
	});
}

/**
 * Makes the error for bytes that cannot be decoded.
 *
 * @example
 * throw unreadable();
 */
export function unreadable(cause?: unknown): WidthwiseError {
	return new WidthwiseError(
		"unreadable-image",
		"The photo is damaged and cannot be read: use another copy of it",
		{ cause },
	);
}

/**
 * Makes the error for a picture that was decoded but could not be encoded.
 *
 * @example
 * guard(cannotEncode, () => image.webpsaveBuffer());
 */
export function cannotEncode(cause?: unknown): WidthwiseError {
	return new WidthwiseError(
		"engine-failed",
		"The photo could not be processed: try again, or use another copy of it",
		{ cause },
	);
}
