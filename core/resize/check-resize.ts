import type { Engine } from "../engines/engine.ts";
import { checkQuality } from "../engines/outputs.ts";
import { invalidArgument, WidthwiseError } from "../errors.ts";
import type { ImageType } from "../formats/tables/input.ts";
import { MAX_SIDE } from "../formats/tables/output.ts";
import { FITS } from "./fitted-size.ts";
import type { ResizeOutput } from "./resize-options.ts";

/**
 * Checks what a caller asks `resize` for, before anything is read.
 *
 * @throws {WidthwiseError} `invalid-argument`, or `unsupported-format` for a format that the engine
 *   does not encode
 *
 * @example
 * checkOutput({ width: 400, height: 300, fit: "cover" }, engine);
 */
export function checkOutput(output: ResizeOutput, engine: Engine): void {
	const { width, height, fit, format, quality } = output;
	checkSide("width", width);
	if (height !== undefined) checkSide("height", height);
	if (fit !== undefined && !FITS.includes(fit)) {
		throw invalidArgument(`fit must be ${FITS.join(" or ")}, got ${fit}`);
	}
	if (fit === "cover" && height === undefined) {
		throw invalidArgument("fit cover needs a height: it fills width x height exactly");
	}
	if (quality !== undefined) checkQuality(quality);
	if (format !== undefined && !engine.encodes.includes(format)) {
		throw new WidthwiseError(
			"unsupported-format",
			`The engine ${engine.name} does not encode ${format}: format must be ${engine.encodes.join(" or ")}`,
		);
	}
}

/**
 * Checks that an engine decodes a type.
 *
 * @throws {WidthwiseError} `unsupported-format`
 *
 * @example
 * checkDecodes(engine, "jpeg");
 */
export function checkDecodes({ name, decodes }: Engine, type: ImageType): void {
	if (decodes.includes(type)) return;
	throw new WidthwiseError(
		"unsupported-format",
		`The engine ${name} does not decode ${type}: it decodes ${decodes.join(", ")}`,
	);
}

function checkSide(name: "width" | "height", pixels: number): void {
	if (Number.isInteger(pixels) && pixels >= 1 && pixels <= MAX_SIDE) return;
	throw invalidArgument(`${name} must be a whole number from 1 to ${MAX_SIDE}, got ${pixels}`);
}
