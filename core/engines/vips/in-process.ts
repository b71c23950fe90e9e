import { createLoadOnce } from "../../async/load-once.ts";
import { WidthwiseError } from "../../errors.ts";
import { IMAGE_TYPES } from "../../formats/tables/input.ts";
import { type ImageFormat, OUTPUT_FORMATS } from "../../url/format.ts";
import type { EncodedImage, Engine } from "../engine.ts";
import { cannotEncode, checkOutputs, sourceType } from "../outputs.ts";
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

/**
 * The `vips` engine without threads of its own: for places where nothing else waits and memory is
 * dear, as a Lambda. It blocks the event loop while it works and has no time limit. The AVIF codec is
 * loaded only when an AVIF comes.
 *
 * @param options.maxPixels pixels of the largest source
 *
 * @throws {WidthwiseError} From `render`: see {@link Engine}.
 * @example
 * const engine = createInProcessVipsEngine({ maxPixels: 20e6 });
 * const [webp] = await engine.render(bytes, [{ width: 400, height: 300, format: "webp", quality: 78 }]);
 */
export function createInProcessVipsEngine(options: {
	readonly maxPixels: number;
}): InProcessVipsEngine {
	const instances = {
		avif: createLoadOnce(() => loadVips({ avif: true })),
		plain: createLoadOnce(() => loadVips({ avif: false })),
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
