import { join } from "node:path";
import type { Engine } from "../../engines/engine.ts";
import { resizeAll } from "../../resize/resize.ts";
import type { ImageFormat } from "../../url/format.ts";
import type { Terminal } from "../console/terminal.ts";
import { type Input, STANDARD_STREAM } from "../files/inputs.ts";
import { checkAbsent, writeWhole } from "../files/write-file.ts";
import { variantFile, type Wanted } from "./variant-file.ts";

/** A photo to cut from. */
export type Photo = { readonly input: Input; readonly bytes: Uint8Array };

/** A variant that was written. */
export type Written = {
	readonly output: string;
	/** Pixels. */
	readonly width: number;
	/** Pixels. */
	readonly height: number;
	readonly format: ImageFormat;
	readonly bytes: number;
};

/** Which variants are cut, and where they are written. */
export type VariantRules = {
	readonly wanted: readonly Wanted[];
	/** 1 to 100; `null`: the format's default. */
	readonly quality: number | null;
	/** A folder, or `-` for standard output. */
	readonly output: string;
	/** Whether files that are there already are replaced. */
	readonly overwrites: boolean;
};

/**
 * Returns the path of a variant; `-` for standard output.
 *
 * @example
 * outputOf({ path: "a.jpg", name: "a.jpg" }, { width: 400, format: "webp" }, "out"); // "out/a-400.webp"
 */
export function outputOf({ name }: Input, wanted: Wanted, output: string): string {
	return output === STANDARD_STREAM ? output : join(output, variantFile(name, wanted));
}

/**
 * Cuts the variants of a photo and writes them.
 *
 * @throws {WidthwiseError} as `resizeAll`
 * @throws {Error} the system's; `EEXIST` if a file is there already, before anything is cut
 *
 * @example
 * const photo = { input: { path: "a.jpg", name: "a.jpg" }, bytes };
 * const wanted = [{ width: 400, format: "webp" }] as const;
 * const rules = { wanted, quality: null, output: "out", overwrites: false };
 * await writeVariants(engine, photo, rules, terminal);
 */
export async function writeVariants(
	engine: Engine,
	{ input, bytes: source }: Photo,
	{ wanted, quality, output, overwrites }: VariantRules,
	terminal: Terminal,
): Promise<readonly Written[]> {
	const outputs = wanted.map((each) => outputOf(input, each, output));
	if (!overwrites) {
		for (const path of outputs) if (path !== STANDARD_STREAM) await checkAbsent(path);
	}
	const images = await resizeAll(source, {
		engine,
		outputs: wanted.map((each) => (quality === null ? each : { ...each, quality })),
	});
	const written: Written[] = [];
	for (const [index, { bytes, width, height, format }] of images.entries()) {
		const path = outputs[index] ?? STANDARD_STREAM;
		if (path === STANDARD_STREAM) await terminal.writeBytes(bytes);
		else await writeWhole(path, bytes, { mode: null, overwrites });
		written.push({ output: path, width, height, format, bytes: bytes.length });
	}
	return written;
}
