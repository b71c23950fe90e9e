import type Vips from "wasm-vips";
import { asEightBits } from "../../formats/avif/as-eight-bits.ts";
import { copyOf } from "../../formats/bytes/bytes.ts";
import { readColourCoding } from "../../formats/colour-coding.ts";
import type { Orientation } from "../../formats/exif/exif.ts";
import { checkPixels, uprightSize } from "../../formats/probe.ts";
import type { ImageType } from "../../formats/tables/input.ts";
import { guard } from "../codec-exception.ts";
import { cropOrigin } from "../crop.ts";
import type { Output } from "../engine.ts";
import { cannotEncode, checkNotEnlarged, unreadable } from "../outputs.ts";
import { probeOrUnreadable } from "../probe-source.ts";
import { decodeStored } from "./decode-stored.ts";
import { decodeWhole, type FailOn } from "./decode-whole.ts";
import { inMemory } from "./in-memory.ts";
import type { VipsModule } from "./load.ts";
import { loadShrink, type Size } from "./shrink-on-load.ts";
import { type SourceColour, sourceColour } from "./source-colour.ts";
import { unpremultiply } from "./unpremultiply.ts";

/** A source to render, and its outputs. */
export type RenderJob = {
	readonly source: Uint8Array;
	readonly type: ImageType;
	readonly outputs: readonly Output[];
	/** Whether the decoder gives colours that are multiplied by alpha. Default: no. */
	readonly isPremultiplied?: boolean;
	/** As in `RenderOptions`. Default: a single output's source is. */
	readonly isWalked?: boolean | undefined;
};

/** A decoded picture at the size in which it is encoded, and whether to write its colour profile. */
export type Picture = { readonly image: Vips.Image; readonly keepProfile: boolean };

/** Encodes one resized picture. */
export type EncodePicture = (picture: Picture, output: Output) => Promise<Uint8Array>;

/** The limit of a source, in pixels, and the encoder. */
export type RenderSettings = {
	readonly maxPixels: number;
	/** Converts every picture to sRGB, for an encoder that cannot write a profile. */
	readonly alwaysSrgb: boolean;
	readonly encode: EncodePicture;
};

/** An output is resized from a larger one only if that is at least this many times as wide. */
const CASCADE_RATIO = 1.5;

const LOADERS: Readonly<Record<ImageType, string>> = {
	jpeg: "jpegload",
	png: "pngload",
	webp: "webpload",
	gif: "gifload",
	avif: "heifload",
	// Decoded to PNG before.
	heic: "pngload",
	jxl: "pngload",
};

/**
 * Decodes a source once, at the size of the widest output (with shrink-on-load), and derives and
 * encodes all outputs from that. Everything that it allocates in WebAssembly is freed.
 *
 * @returns The encoded bytes, in the order of the outputs.
 * @throws {WidthwiseError} `unreadable-image`, `too-many-pixels` or `engine-failed`.
 * @example
 * await renderImage(vips, { source, type: "jpeg", outputs }, settings);
 */
export async function renderImage(
	vips: VipsModule,
	job: RenderJob,
	settings: RenderSettings,
): Promise<Uint8Array<ArrayBuffer>[]> {
	const handles: Vips.Image[] = [];
	const own = (image: Vips.Image): Vips.Image => {
		handles.push(image);
		return image;
	};
	try {
		const widest = job.outputs.reduce((a, b) => (b.width * b.height > a.width * a.height ? b : a));
		const header = readHeader(vips, job, await orientationOf(job), settings);
		const { colour } = header;
		const base = own(
			guard(unreadable, () =>
				decodeWhole(job, (source, failOn) => {
					const decoded = decodeUpright(vips, { ...job, source }, widest, header, failOn);
					return job.isPremultiplied ? unpremultiply(decoded) : decoded;
				}),
			),
		);
		if (colour.profile) base.setBlob("icc-profile-data", colour.profile);
		const encoded = new Map<Output, Uint8Array<ArrayBuffer>>();
		for (const output of [...job.outputs].sort((a, b) => b.width - a.width)) {
			const image = guard(cannotEncode, () => resizeFrom(handles, base, output, own));
			const hasProfile = colour.profile !== null;
			const isConverted = output.srgb === true && hasProfile;
			const shown = isConverted ? guard(cannotEncode, () => inSrgb(image)) : image;
			const picture = { image: shown, keepProfile: hasProfile && !isConverted };
			try {
				encoded.set(output, copyOf(await encodeCropped(picture, output, settings.encode)));
			} finally {
				if (isConverted) shown.delete();
			}
		}
		return job.outputs.map((output) => encoded.get(output) ?? new Uint8Array());
	} finally {
		for (const handle of handles) handle.delete();
	}
}

/** What is known of a source before its pixels are decoded. */
type Header = {
	/** Not yet upright. */
	readonly stored: Size;
	readonly orientation: Orientation;
	readonly colour: SourceColour;
};

/** Reads type, size and colours from the header, before any pixel is decoded. */
function readHeader(
	vips: VipsModule,
	job: RenderJob,
	orientation: Orientation,
	settings: RenderSettings,
): Header {
	const header = guard(unreadable, () => vips.Image.newFromBuffer(job.source));
	try {
		const { width, height } = header;
		checkPixels(header, settings.maxPixels);
		checkNotEnlarged(job.outputs, uprightSize({ width, height, orientation }));
		const loader = header.getString("vips-loader");
		if (!loader.startsWith(LOADERS[job.type])) throw unreadable();
		const coding = readColourCoding(job.source, job.type);
		const colour = sourceColour(header, coding, settings.alwaysSrgb);
		return { stored: { width, height }, orientation, colour };
	} finally {
		header.delete();
	}
}

/**
 * Reads the orientation with the probe, from which the output sizes were computed. libvips finds EXIF
 * in places where the probe does not, and vice versa; a different orientation would distort the
 * picture. AVIFs are excepted because libvips rotates them when it decodes them.
 */
async function orientationOf({ source, type }: RenderJob): Promise<Orientation> {
	if (type === "avif" || type === "gif") return 1;
	return (await probeOrUnreadable(source)).orientation;
}

function decodeUpright(
	vips: VipsModule,
	{ source, type }: RenderJob,
	output: Output,
	{ stored: fullSize, orientation, colour }: Header,
	failOn: FailOn,
): Vips.Image {
	// Decoded as stored, at the size that becomes the output's size when rotated upright.
	const size = uprightSize({ ...output, orientation });
	const shrink = loadShrink(type, fullSize, size);
	// 16 bits are only converted colours' gain: libvips would make 8 of them before it resizes.
	const isPlain = type === "avif" && colour.conversion === "none";
	const bytes = isPlain ? asEightBits(source) : source;
	const stored = decodeStored(vips, { bytes, ...size, failOn, shrink }, colour.conversion);
	if (orientation === 1) return stored;
	try {
		stored.setInt("orientation", orientation);
		return computed(stored.autorot());
	} finally {
		stored.delete();
	}
}

/** Computes the pixels of a lazy image and frees it. */
function computed(pipeline: Vips.Image): Vips.Image {
	try {
		return inMemory(pipeline);
	} finally {
		pipeline.delete();
	}
}

/** Finds the picture at an output's size, or resizes the smallest picture that is large enough. */
function resizeFrom(
	made: readonly Vips.Image[],
	base: Vips.Image,
	{ width, height }: Output,
	own: (image: Vips.Image) => Vips.Image,
): Vips.Image {
	const existing = made.find((image) => image.width === width && image.height === height);
	if (existing) return existing;
	const parent = made.findLast((image) => image.width >= CASCADE_RATIO * width) ?? base;
	return own(computed(parent.thumbnailImage(width, { height, size: "force", no_rotate: true })));
}

function inSrgb(image: Vips.Image): Vips.Image {
	return computed(image.iccTransform("srgb", { embedded: true, intent: "perceptual" }));
}

async function encodeCropped(
	picture: Picture,
	output: Output,
	encode: EncodePicture,
): Promise<Uint8Array> {
	const { crop } = output;
	if (!crop) return encode(picture, output);
	const { left, top } = cropOrigin(output, crop);
	const image = guard(cannotEncode, () => picture.image.crop(left, top, crop.width, crop.height));
	try {
		return await encode({ ...picture, image }, output);
	} finally {
		image.delete();
	}
}
