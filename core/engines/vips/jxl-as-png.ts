import type Vips from "wasm-vips";
import { createLoadOnce } from "../../async/load-once.ts";
import { readCodestream } from "../../formats/jxl/container.ts";
import { type JxlHeader, readJxlHeader } from "../../formats/jxl/header.ts";
import { checkPixels, uprightSize } from "../../formats/probe.ts";
import type { DecodedPixels } from "../libheif/decode.ts";
import { uncompressedPng } from "../libheif/uncompressed-png.ts";
import { unreadable } from "../outputs.ts";
import { probeOrUnreadable } from "../probe-source.ts";
import type { OpenVipsCodec } from "./codec.ts";
import { type LoadedVips, loadVips, type VipsModule } from "./load.ts";
import { withImages } from "./with-images.ts";

/** Decodes JPEG XL. It blocks its thread once its codec is loaded. */
export type JxlDecoder = {
	/**
	 * Decodes the first frame of a JPEG XL to an uncompressed PNG: upright, with its colour profile or
	 * its `cICP`.
	 *
	 * @param maxPixels the largest number of pixels allowed; more than 60 megapixels never are
	 * @throws {WidthwiseError} `unreadable-image`, `too-many-pixels`; `engine-unavailable` if the codec
	 *   cannot be loaded
	 */
	toPng(jxl: Uint8Array, maxPixels: number): Promise<Uint8Array<ArrayBuffer>>;
	/** The memory of its instance, in bytes. */
	memoryBytes(): number;
	/** Frees the instance. */
	close(): Promise<void>;
};

/** Decoding takes 28 to 35 bytes of the 2 GB that an instance may have for each pixel. */
const MAX_JXL_PIXELS = 60_000_000;

/**
 * Transfers of ITU-T H.273 that are converted better by their names than by libjxl's profiles: linear,
 * PQ and HLG.
 */
const NAMED_TRANSFERS: readonly number[] = [8, 16, 18];

/**
 * Creates the decoder of JPEG XL: an instance of vips of its own, which is loaded with the first picture.
 *
 * @example
 * const decoder = createJxlDecoder(openCodecFromFiles);
 * const png = await decoder.toPng(jxl, 150e6);
 */
export function createJxlDecoder(openCodec: OpenVipsCodec): JxlDecoder {
	const loaded = createLoadOnce(() => loadVips(openCodec, "jxl"));
	let instance: LoadedVips | null = null;
	return {
		async toPng(jxl, maxPixels) {
			checkPixels(await probeOrUnreadable(jxl), Math.min(maxPixels, MAX_JXL_PIXELS));
			instance = await loaded.get();
			try {
				const codestream = readCodestream(jxl);
				return decode(instance.vips, codestream, readJxlHeader(codestream));
			} catch (error) {
				// After a trap the memory cannot be trusted, so the next picture gets a new instance.
				if (!(error instanceof WebAssembly.Exception)) {
					loaded.forget();
					instance = null;
				}
				throw unreadable(error);
			}
		},
		memoryBytes: () => instance?.memoryBytes() ?? 0,
		async close() {
			const last = await loaded.peek();
			loaded.forget();
			instance = null;
			last?.vips.shutdown();
		},
	};
}

function decode(
	vips: VipsModule,
	codestream: Uint8Array,
	header: JxlHeader,
): Uint8Array<ArrayBuffer> {
	return withImages((own) => {
		const image = own(vips.Image.newFromBuffer(codestream, "", { fail_on: "error" }));
		const { width, height } = uprightSize(header);
		// The sizes of the outputs were computed from the probe.
		if (image.width !== width || image.height !== height) {
			throw new Error(`Decoded ${image.width} x ${image.height} instead of ${width} x ${height}`);
		}
		return uncompressedPng(pixelsOf(image, header, own), 1);
	});
}

function pixelsOf(
	image: Vips.Image,
	{ alpha, colours }: JxlHeader,
	own: (image: Vips.Image) => Vips.Image,
): DecodedPixels {
	// Samples of floating point have the range 0 to 1.
	const isFloat = image.format === "float";
	const whole = isFloat ? own(own(image.linear([65_535], [0.5])).cast("ushort")) : image;
	const depth = whole.format === "uchar" ? 8 : 16;
	const max_alpha = 2 ** depth - 1;
	const isPremultiplied = alpha === "premultiplied";
	const straight = isPremultiplied ? own(whole.unpremultiply({ max_alpha })) : whole;
	const pixels = isPremultiplied ? own(straight.cast(whole.format)) : straight;
	const { buffer, byteOffset, byteLength } = pixels.writeToMemory();
	const plane = new Uint8Array(buffer, byteOffset, byteLength);
	const bands = bandsOf(pixels);
	const stride = (pixels.width * bands * depth) / 8;
	const { width, height } = pixels;
	return { width, height, bands, depth, plane, stride, ...coloursOf(image, colours) };
}

function bandsOf({ bands }: Vips.Image): DecodedPixels["bands"] {
	if (bands === 1 || bands === 2 || bands === 3 || bands === 4) return bands;
	throw new Error(`${bands} bands`);
}

function coloursOf(
	image: Vips.Image,
	named: JxlHeader["colours"],
): Pick<DecodedPixels, "profile" | "nclx"> {
	if (named && NAMED_TRANSFERS.includes(named.transfer)) return { profile: null, nclx: named };
	const profile = image.getTypeof("icc-profile-data") ? image.getBlob("icc-profile-data") : null;
	return { profile, nclx: null };
}
