import { checkWhole } from "../../arguments/check-number.ts";
import { abortable } from "../../async/abortable.ts";
import { createLoadOnce } from "../../async/load-once.ts";
import { WidthwiseError } from "../../errors.ts";
import { IMAGE_TYPES } from "../../formats/tables/input.ts";
import { type ImageFormat, OUTPUT_FORMATS } from "../../url/format.ts";
import type { EncodedImage, Engine, Output, RenderOptions } from "../engine.ts";
import type { HeicDecoder } from "../libheif/heic-as-png.ts";
import { cannotEncode, checkOutputs, encodedImages, sourceType } from "../outputs.ts";
import type { OpenVipsCodec } from "./codec.ts";
import { decodableJob } from "./decodable-job.ts";
import { encodeWithVips } from "./encode.ts";
import { createJxlDecoder } from "./jxl-as-png.ts";
import { loadVips } from "./load.ts";
import { renderImage } from "./render.ts";

/** libvips decodes every accepted type, except for HEIC, and encodes every output format. */
const WITHOUT_HEIC = IMAGE_TYPES.filter((type) => type !== "heic");
const ENCODES = OUTPUT_FORMATS.map(({ name }) => name);

/** An engine that can load its codecs before the first picture. */
export type InProcessVipsEngine = Engine & {
	/** Starts to load the codecs for a format, for example while the source is being downloaded. */
	prepare(format: ImageFormat): void;
};

/** Options of the in-process engine. */
export type InProcessVipsOptions = {
	/** Maximum pixels of a source. */
	readonly maxPixels: number;
};

/**
 * Creates an engine that runs on the calling thread. It loads the codecs of AVIF and JPEG XL only for the
 * first picture in that format.
 *
 * @param openCodec Finds the library.
 * @param heic Decodes HEIC; `null` where that is not possible.
 * @throws {WidthwiseError} `invalid-argument` for limits that are none; from `render`: see
 *   {@link Engine}.
 * @example
 * const engine = createInProcessEngine(openCodecFromFiles, createHeicDecoder(), { maxPixels: 20e6 });
 * engine.prepare("webp");
 */
export function createInProcessEngine(
	openCodec: OpenVipsCodec,
	heic: HeicDecoder | null,
	options: InProcessVipsOptions,
): InProcessVipsEngine {
	checkWhole("maxPixels", options.maxPixels, 1);
	const instances = {
		avif: createLoadOnce(() => loadVips(openCodec, "avif")),
		plain: createLoadOnce(() => loadVips(openCodec, "plain")),
	};
	const decoders = { heic, jxl: createJxlDecoder(openCodec) };
	const decodes = heic ? IMAGE_TYPES : WITHOUT_HEIC;
	const settings = { maxPixels: options.maxPixels, alwaysSrgb: false, encode: encodeWithVips };

	async function render(
		source: Uint8Array,
		outputs: readonly Output[],
		{ signal, isWalked }: RenderOptions,
	): Promise<readonly EncodedImage[]> {
		const type = sourceType(source, decodes);
		checkOutputs(outputs, ENCODES);
		if (outputs.length === 0) return [];
		const isAvif = type === "avif" || outputs.some(({ format }) => format === "avif");
		const instance = isAvif ? instances.avif : instances.plain;
		const { vips } = await instance.get();
		signal?.throwIfAborted();
		try {
			const job = await decodableJob(
				{ source, type, outputs, isWalked },
				decoders,
				settings.maxPixels,
			);
			return encodedImages(outputs, await renderImage(vips, job, settings));
		} catch (error) {
			if (error instanceof WidthwiseError) throw error;
			// After a trap the memory cannot be trusted, so the next picture gets a new instance.
			instance.forget();
			throw cannotEncode(error);
		}
	}

	return {
		name: "vips-in-process",
		decodes,
		encodes: ENCODES,
		isSandboxed: true,
		prepare(format) {
			// If loading fails, the next picture that needs the codec loads it again.
			instances[format === "avif" ? "avif" : "plain"].get().catch(() => {});
		},
		render: (source, outputs, options = {}) =>
			abortable(options.signal, () => render(source, outputs, options)),
		async close() {
			const all = Object.values(instances);
			const loaded = Promise.all(all.map((instance) => instance.peek()));
			for (const instance of all) instance.forget();
			for (const instance of await loaded) instance?.vips.shutdown();
			await decoders.jxl.close();
		},
	};
}
