import { WidthwiseError } from "../../errors.ts";
import type { Probe } from "../../formats/container/container.ts";
import { checkPngCrcs } from "../../formats/png/check-crcs.ts";
import { uprightSize } from "../../formats/probe.ts";
import { type ProfiledType, withoutProfile } from "../../formats/profile.ts";
import type { CodingConversion } from "../colour/coding-conversion.ts";
import { convertPixels } from "../colour/convert.ts";
import type { Output } from "../engine.ts";
import { cannotEncode, unreadable } from "../outputs.ts";
import { crop } from "./crop.ts";
import type { JpegCodec } from "./jpeg.ts";
import type { JsquashModules } from "./modules.ts";
import { overWhite } from "./over-white.ts";
import { type Pixels, release } from "./pixels.ts";
import { decodePng } from "./png.ts";
import { resize } from "./resize.ts";
import { turnUpright } from "./turn.ts";
import type { WebpCodec } from "./webp.ts";

/** What decodes and encodes. */
export type JsquashCodecs = {
	readonly jpeg: JpegCodec;
	readonly webp: WebpCodec;
	readonly modules: JsquashModules;
};

/** A picture to decode, and what its container says of it. */
export type JsquashSource = {
	readonly bytes: Uint8Array;
	readonly type: ProfiledType;
	readonly probe: Pick<Probe, "orientation" | "hasAlpha">;
	/** How its colours are converted, in 8 bits; `null` if the numbers stay. */
	readonly conversion: CodingConversion | null;
};

/**
 * Decodes a picture once, and cuts and encodes each output from that.
 *
 * @returns the encoded bytes, in the order of the outputs, without a colour profile
 *
 * @throws {WidthwiseError} `unreadable-image`, `engine-failed` or `engine-unavailable`
 *
 * @example
 * const [webp] = await renderPixels(codecs, source, outputs);
 */
export async function renderPixels(
	codecs: JsquashCodecs,
	source: JsquashSource,
	outputs: readonly Output[],
): Promise<readonly Uint8Array[]> {
	const decoded = convert(
		await orElse(unreadable, () => decode(codecs, source)),
		source.conversion,
	);
	const encoded: Uint8Array[] = [];
	for (const output of outputs) {
		encoded.push(await orElse(cannotEncode, () => cut(codecs, decoded, source.probe, output)));
	}
	release(decoded);
	return encoded;
}

function decode({ jpeg, webp, modules }: JsquashCodecs, source: JsquashSource): Promise<Pixels> {
	const { bytes, type } = source;
	switch (type) {
		case "jpeg":
			return jpeg.decode(bytes);
		case "png":
			checkPngCrcs(bytes);
			// The decoder would refuse a damaged profile, and ignores a good one.
			return decodePng(modules, withoutProfile(bytes, type));
		case "webp":
			return webp.decode(bytes);
	}
}

function convert(decoded: Pixels, conversion: CodingConversion | null): Pixels {
	if (!conversion) return decoded;
	const { buffer, byteOffset, length } = decoded.rgba;
	const samples = new Uint8Array(buffer, byteOffset, length);
	const rgba = convertPixels({ samples, channels: 4 }, conversion.coding, conversion.target);
	release(decoded);
	return { ...decoded, rgba: new Uint8ClampedArray(rgba.buffer) };
}

async function cut(
	{ jpeg, webp }: JsquashCodecs,
	decoded: Pixels,
	{ orientation, hasAlpha }: JsquashSource["probe"],
	output: Output,
): Promise<Uint8Array> {
	const { width, height, format, quality } = output;
	const resized = resize(decoded, uprightSize({ width, height, orientation }));
	const upright = turnUpright(resized, orientation);
	const cropped = crop(upright, output);
	const pixels = format === "jpeg" && hasAlpha ? overWhite(cropped) : cropped;
	const encoded = await (format === "jpeg"
		? jpeg.encode(pixels, output)
		: webp.encode(pixels, quality));
	// Steps that change nothing return the pixels themselves.
	for (const made of new Set([resized, upright, cropped, pixels])) {
		if (made !== decoded) release(made);
	}
	return encoded;
}

/** Codecs throw numbers, objects and traps, all of which mean one thing here. */
async function orElse<T>(
	failure: (cause: unknown) => WidthwiseError,
	run: () => Promise<T>,
): Promise<T> {
	try {
		return await run();
	} catch (cause) {
		throw cause instanceof WidthwiseError ? cause : failure(cause);
	}
}
