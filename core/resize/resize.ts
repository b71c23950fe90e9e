import { abortable } from "../async/abortable.ts";
import { checkEngine } from "../engines/check-engine.ts";
import type { EncodedImage, Output } from "../engines/engine.ts";
import { invalidArgument } from "../errors.ts";
import { type ByteInput, readBytes } from "../formats/bytes/read-bytes.ts";
import type { Probe } from "../formats/container/container.ts";
import { probeImage, uprightSize } from "../formats/probe.ts";
import { outputFormat } from "../formats/tables/output.ts";
import { checkDecodes, checkOutput } from "./check-resize.ts";
import { fittedSize } from "./fitted-size.ts";
import type { ResizeAllOptions, ResizeOptions, ResizeOutput } from "./resize-options.ts";

/**
 * Resizes a photo: upright, without metadata except its colour profile, and never larger than it
 * is. Of an animation, the first frame is used. A JPEG has white where the photo is transparent.
 *
 * @param source the file: JPEG, PNG, WebP, GIF or AVIF, if the engine decodes it
 *
 * @throws {WidthwiseError} `invalid-argument` for options that make no sense; `unsupported-format`;
 *   `empty-file`, `not-an-image`, `truncated-file` or `unreadable-image` for a bad file; and as
 *   `Engine`
 *
 * @example
 * const engine = createVipsEngine();
 * const photo = await readFile("photo.jpg");
 * const small = await resize(photo, { engine, width: 400, height: 300, fit: "cover" });
 * await writeFile("small.jpg", small.bytes);
 */
export async function resize(source: ByteInput, options: ResizeOptions): Promise<EncodedImage> {
	const { engine, signal, ...output } = options;
	const [image] = await resizeAll(source, { engine, outputs: [output], signal });
	if (!image) throw new Error("The engine returned no picture");
	return image;
}

/**
 * Makes several pictures of a photo, which is decoded only once; otherwise as {@link resize}.
 *
 * @returns the pictures, in the order of `outputs`
 *
 * @throws {WidthwiseError} as {@link resize}
 *
 * @example
 * const outputs = [{ width: 1600 }, { width: 400, height: 400, fit: "cover" }] as const;
 * const [large, square] = await resizeAll(photo, { engine, outputs });
 */
export async function resizeAll(
	source: ByteInput,
	{ engine, outputs, signal }: ResizeAllOptions,
): Promise<readonly EncodedImage[]> {
	checkEngine(engine);
	if (!Array.isArray(outputs)) throw invalidArgument("outputs must be a list");
	for (const output of outputs) checkOutput(output, engine);
	return abortable(signal, async () => {
		const bytes = await readBytes(source);
		const probe = await probeImage(bytes);
		checkDecodes(engine, probe.type);
		signal?.throwIfAborted();
		return await engine.render(
			bytes,
			outputs.map((output) => engineOutput(output, probe)),
			{ signal },
		);
	});
}

function engineOutput(output: ResizeOutput, probe: Probe): Output {
	const { width, height, fit = "inside" } = output;
	const format = output.format ?? (probe.type === "jpeg" ? "jpeg" : "webp");
	const quality = output.quality ?? outputFormat(format).quality;
	return { ...fittedSize(uprightSize(probe), { width, height, fit }), format, quality };
}
