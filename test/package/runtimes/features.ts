/** What the table of runtimes says about: the names in features.mjs, and the titles of the rows. */
export const FEATURES = {
	urls: "URLs, `srcset`, snapping",
	strip: "`strip`, `verify`",
	metadata: "`readMetadata`",
	vips: "publish and serve, `engine/vips`",
	jsquash: "publish and serve, `engine/jsquash`",
	canvas: "resize, `engine/canvas`",
	bun: "resize, `engine/bun`",
	folder: "`store/folder`",
	s3: "`store/s3`",
	node: "`widthwise/node`",
} as const satisfies Readonly<Record<string, string>>;

/** The name of a feature. */
export type Feature = keyof typeof FEATURES;

/** All features, in the order of the rows. */
export const FEATURE_NAMES: readonly Feature[] = [
	...(["urls", "strip", "metadata", "vips", "jsquash", "canvas", "bun"] as const),
	...(["folder", "s3", "node"] as const),
];
