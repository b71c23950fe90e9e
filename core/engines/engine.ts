import type { ImageType } from "../formats/tables/input.ts";
import type { ImageFormat } from "../url/format.ts";

/** A picture to make from a source: exact size, format and quality. */
export type Output = {
	/** Pixels, at least 1 and at most the upright source's width. */
	readonly width: number;
	/**
	 * Pixels, at least 1 and at most the upright source's height. The caller derives it from the
	 * master's aspect ratio.
	 */
	readonly height: number;
	readonly format: ImageFormat;
	/** 1 to 100, on the encoder's own scale. */
	readonly quality: number;
	/**
	 * Cuts this size out of the middle of the resized picture, in pixels; at most `width` and
	 * `height`. Default: nothing is cut off.
	 */
	readonly crop?: { readonly width: number; readonly height: number };
	/** Full chroma (4:4:4), for mezzanines, from which variants are cut. Default: 4:2:0. */
	readonly fullChroma?: boolean;
	/**
	 * Converts the colours to sRGB, which needs no profile: for tiny pictures, of which a profile would be the
	 * larger part. Only the `vips` engines do; others keep the source's colours. Default: they are kept.
	 */
	readonly srgb?: boolean;
};

/** How pictures are rendered. */
export type RenderOptions = {
	/** Rejects the render with the signal's reason as soon as it is aborted. */
	readonly signal?: AbortSignal | undefined;
	/**
	 * Whether the codes of a JPEG are known to be whole: `strip` walks them, and refuses others. The `vips`
	 * engines walk them otherwise, which takes 8 to 15 ms for each megabyte, and 65 ms for each of a
	 * progressive one. Default: no.
	 */
	readonly isWalked?: boolean | undefined;
};

/** An encoded picture: upright, without metadata except the colour profile. */
export type EncodedImage = {
	readonly bytes: Uint8Array<ArrayBuffer>;
	/** Pixels. */
	readonly width: number;
	/** Pixels. */
	readonly height: number;
	readonly format: ImageFormat;
};

/**
 * Decodes, rotates upright, resizes and encodes pictures.
 *
 * JPEGs get a white background instead of alpha. CMYK, and profiles too large to repeat in every
 * variant, become sRGB; other profiles (Display P3, Adobe RGB) are kept. Colours that a file states without a
 * profile (`nclx`, `cICP`, `gAMA`) become sRGB or Display P3; HDR becomes SDR. Only the first frame of
 * an animation is used.
 *
 * Rejects with a `WidthwiseError` only: `unreadable-image`, `too-many-pixels`, `engine-timeout`,
 * `engine-failed`, `engine-unavailable`, `unsupported-format`, `invalid-argument`; or with the reason
 * of a signal that is aborted. Work that has not begun by then does not begin. The result of work
 * that has begun is dropped.
 */
export type Engine = {
	readonly name: string;
	/** Image types it decodes. */
	readonly decodes: readonly ImageType[];
	/** Formats it encodes. */
	readonly encodes: readonly ImageFormat[];
	/**
	 * Whether it decodes inside WebAssembly or a browser's sandbox. Native codecs do not; they decode
	 * only what an engine of ours encoded.
	 */
	readonly isSandboxed: boolean;
	/** Resolves to the pictures in the order of `outputs`. Does not change `source`. */
	render(
		source: Uint8Array,
		outputs: readonly Output[],
		options?: RenderOptions,
	): Promise<readonly EncodedImage[]>;
	/** Releases threads and memory, and ends running work. Safe to repeat. */
	close(): Promise<void>;
};

/** Uncompressed pixels: sRGB, 8 bits, RGBA interleaved, `width * height * 4` bytes. */
export type RawImage = {
	/** Pixels. */
	readonly width: number;
	/** Pixels. */
	readonly height: number;
	readonly rgba: Uint8Array;
};

/** Encodes pixels that an engine decoded. It does not decode anything itself. */
export type Encoder = {
	readonly name: string;
	/** Formats it encodes. PNG may be one of them, though no variant is a PNG. */
	readonly encodes: readonly (ImageFormat | "png")[];
	/** Resolves to the encoded picture; `quality` is 1 to 100, on the encoder's own scale. */
	encode(
		image: RawImage,
		format: ImageFormat | "png",
		quality: number,
	): Promise<Uint8Array<ArrayBuffer>>;
};
