import { createLoadOnce } from "../../async/load-once.ts";
import { WidthwiseError } from "../../errors.ts";
import { IMAGE_TYPES } from "../../formats/tables/input.ts";
import { type ImageFormat, OUTPUT_FORMATS } from "../../url/format.ts";
import type { EncodedImage, Engine } from "../engine.ts";
import { cannotEncode, checkOutputs, sourceType } from "../outputs.ts";
import type { OpenVipsCodec } from "./codec.ts";
import { encodeWithVips } from "./encode.ts";
import { loadVips } from "./load.ts";
import { renderImage } from "./render.ts";

/** libvips decodes all that is accepted, and encodes all that is offered. */
const DECODES = IMAGE_TYPES;
const ENCODES = OUTPUT_FORMATS.map(({ name }) => name);

/** An engine that can be made ready ahead of its first picture. */
export type InProcessVipsEngine = Engine & {
	/** Begins to load what a format needs, for when something else has to be waited for anyway. */
	prepare(format: ImageFormat): void;
};

/** How the engine works. */
export type InProcessVipsOptions = {
	/** Pixels of the largest source. */
	readonly maxPixels: number;
};

/**
 * Creates an engine that runs on the calling thread. It loads the AVIF codec only when an AVIF
 * comes.
 *
 * @param openCodec finds the library
 *
 * @throws {WidthwiseError} From `render`: see {@link Engine}.
 * @example
 * const engine = createInProcessEngine(openCodecFromFiles, { maxPixels: 20e6 });
 * engine.prepare("webp");
 */
export function createInProcessEngine(
	openCodec: OpenVipsCodec,
	options: InProcessVipsOptions,
): InProcessVipsEngine {
	const instances = {
		avif: createLoadOnce(() => loadVips(openCodec, { avif: true })),
		plain: createLoadOnce(() => loadVips(openCodec, { avif: false })),
	};
	const settings = { maxPixels: options.maxPixels, alwaysSrgb: false, encode: encodeWithVips };

	return {
		name: "vips-in-process",
		decodes: DECODES,
		encodes: ENCODES,
		isSandboxed: true,
		prepare(format) {
			// If it fails, the picture that needs it loads it again.
			instances[format === "avif" ? "avif" : "plain"].get().catch(() => {});
		},
		async render(source, outputs) {
			const type = sourceType(source, DECODES);
			checkOutputs(outputs, ENCODES);
			if (outputs.length === 0) return [];
			const isAvif = type === "avif" || outputs.some(({ format }) => format === "avif");
			const instance = isAvif ? instances.avif : instances.plain;
			try {
				const { vips } = await instance.get();
				const encoded = await renderImage(vips, { source, type, outputs }, settings);
				return outputs.map(({ width, height, format }, i): EncodedImage => {
					return { bytes: encoded[i] ?? new Uint8Array(), width, height, format };
				});
			} catch (error) {
				if (error instanceof WidthwiseError) throw error;
				// A trap: its memory cannot be trusted any more, the next picture gets another instance.
				instance.forget();
				throw cannotEncode(error);
			}
		},
		async close() {
			const all = Object.values(instances);
			const loaded = Promise.all(all.map((instance) => instance.peek()));
			for (const instance of all) instance.forget();
			for (const instance of await loaded) instance?.vips.shutdown();
		},
	};
}
