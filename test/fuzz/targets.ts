/** A parser that is fuzzed: the file of its function `fuzz`, without `.ts`, and whether that returns a promise. */
export type Target = { readonly file: string; readonly isAsync: boolean };

const photo: Target = { file: "photo", isAsync: false };

/** All targets by name. Files of each format begin with other seeds. */
export const TARGETS = {
	jpeg: photo,
	"jpeg-codes": { file: "jpeg-codes", isAsync: false },
	png: photo,
	webp: photo,
	avif: photo,
	heic: photo,
	jxl: photo,
	gif: photo,
	verify: { file: "verify", isAsync: true },
	exif: { file: "exif", isAsync: true },
	xmp: { file: "xmp", isAsync: true },
	iptc: { file: "iptc", isAsync: true },
	icc: { file: "icc", isAsync: false },
	inflate: { file: "inflate", isAsync: false },
	"image-url": { file: "image-url", isAsync: false },
	accept: { file: "accept", isAsync: false },
	headers: { file: "headers", isAsync: false },
	multipart: { file: "multipart", isAsync: true },
	log: { file: "log", isAsync: false },
	histogram: { file: "histogram", isAsync: false },
	needs: { file: "needs", isAsync: false },
} as const satisfies Readonly<Record<string, Target>>;

/** The name of a target. */
export type TargetName = keyof typeof TARGETS;
