import type { Probe } from "../../formats/container/container.ts";
import { checkPngCrcs } from "../../formats/png/check-crcs.ts";
import { uprightSize } from "../../formats/probe.ts";
import type { ProfiledType } from "../../formats/profile.ts";
import type { Output } from "../engine.ts";
import { cannotEncode, unreadable } from "../outputs.ts";
import { overWhite, premultiply, unpremultiply } from "./alpha.ts";
import { decodeJpeg, encodeJpeg } from "./jpeg.ts";
import type { JsquashModules } from "./modules.ts";
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
	if (hasAlpha) premultiply(decoded.rgba);
	const encoded: Uint8Array[] = [];
	for (const output of outputs) {
		const size = uprightSize({ width: output.width, height: output.height, orientation });
		const resizer = await modules.get("resizer");
		const resized = await orElse(cannotEncode, () => resize(resizer, decoded, size));
		const upright = turnUpright(resized, orientation);
		// Encoding changes pixels with alpha, and the next output needs the decoded ones.
		const isDecoded = hasAlpha && upright === decoded;
		const pixels = isDecoded ? { ...decoded, rgba: decoded.rgba.slice() } : upright;
		encoded.push(await encode(modules, pixels, output, hasAlpha));
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
	const isJpeg = output.format === "jpeg";
	const module = await modules.get(isJpeg ? "jpeg-encoder" : "webp-encoder");
	if (hasAlpha) (isJpeg ? overWhite : unpremultiply)(pixels.rgba);
	return await orElse(cannotEncode, () =>
		isJpeg ? encodeJpeg(module, pixels, output) : encodeWebp(module, pixels, output.quality),
	);
}

/** Codecs throw numbers, objects and traps. Their instance ends anyway, so all of them mean one thing. */
async function orElse<T>(failure: (cause: unknown) => Error, run: () => Promise<T>): Promise<T> {
	try {
		return await run();
	} catch (cause) {
		throw failure(cause);
	}
}
