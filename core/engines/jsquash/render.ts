import type { Probe } from "../../formats/container/container.ts";
import { checkPngCrcs } from "../../formats/png/check-crcs.ts";
import { uprightSize } from "../../formats/probe.ts";
import type { ProfiledType } from "../../formats/profile.ts";
import type { Output } from "../engine.ts";
import { cannotEncode, unreadable } from "../outputs.ts";
import { decodeJpeg, encodeJpeg } from "./jpeg.ts";
import type { JsquashModules } from "./modules.ts";
import { overWhite } from "./over-white.ts";
import type { Pixels } from "./pixels.ts";
import { decodePng } from "./png.ts";
import { resize } from "./resize.ts";
import { turnUpright } from "./turn.ts";
import { decodeWebp, encodeWebp } from "./webp.ts";

/** A picture to decode, and what its container says of it. */
export type JsquashSource = {
	readonly bytes: Uint8Array;
	readonly type: ProfiledType;
	readonly probe: Pick<Probe, "orientation" | "hasAlpha">;
};

/**
 * Decodes a picture once, and cuts and encodes each output from that.
 *
 * @returns the encoded bytes, in the order of the outputs, without a colour profile
 *
 * @throws {WidthwiseError} `unreadable-image`, `engine-failed` or `engine-unavailable`
 *
 * @example
 * const [webp] = await renderPixels(modules, { bytes, type: "jpeg", probe }, outputs);
 */
export async function renderPixels(
	modules: JsquashModules,
	source: JsquashSource,
	outputs: readonly Output[],
): Promise<readonly Uint8Array[]> {
	const { orientation, hasAlpha } = source.probe;
	const decoded = await decode(modules, source);
	const encoded: Uint8Array[] = [];
	for (const output of outputs) {
		const size = uprightSize({ width: output.width, height: output.height, orientation });
		const upright = turnUpright(resize(decoded, size), orientation);
		encoded.push(await encode(modules, upright, output, hasAlpha));
	}
	return encoded;
}

async function decode(modules: JsquashModules, { bytes, type }: JsquashSource): Promise<Pixels> {
	const module = await modules.get(`${type}-decoder`);
	return await orElse(unreadable, () => {
		switch (type) {
			case "jpeg":
				return decodeJpeg(module, bytes);
			case "png":
				checkPngCrcs(bytes);
				return decodePng(module, bytes);
			case "webp":
				return decodeWebp(module, bytes);
		}
	});
}

async function encode(
	modules: JsquashModules,
	pixels: Pixels,
	output: Output,
	hasAlpha: boolean,
): Promise<Uint8Array> {
	if (output.format === "jpeg") {
		const module = await modules.get("jpeg-encoder");
		const opaque = hasAlpha ? overWhite(pixels) : pixels;
		return await orElse(cannotEncode, () => encodeJpeg(module, opaque, output));
	}
	const module = await modules.get("webp-encoder");
	return await orElse(cannotEncode, () => encodeWebp(module, pixels, output.quality));
}

/** Codecs throw numbers, objects and traps. Their instance ends anyway, so all of them mean one thing. */
async function orElse<T>(failure: (cause: unknown) => Error, run: () => Promise<T>): Promise<T> {
	try {
		return await run();
	} catch (cause) {
		throw failure(cause);
	}
}
