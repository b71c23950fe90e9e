import type { Qualities } from "../delivery/check-options.ts";
import type { Engines } from "../delivery/cut-engines.ts";
import type { OnAnswered } from "../delivery/deliver.ts";
import type { ClientOf } from "../delivery/wait-for.ts";
import type { Engine } from "../engines/engine.ts";
import type { Inspector } from "../photo/inspection/inspector.ts";
import type { Source } from "../source/source.ts";
import type { Store } from "../store/store.ts";
import type { ImageFormat } from "../url/format.ts";
import type { UrlGrammar } from "../url/url-grammar.ts";
import type { WidthBuckets } from "../url/width.ts";

/** How images are served. Only `store` and `engine` have no default. */
export type ImageHandlerOptions = {
	/** Where masters, mezzanines and variants are. */
	readonly store: Store;
	/** A sandboxed engine; or two, of which `any` is sandboxed and `own` cuts from what it encoded. */
	readonly engine: Engine | Engines;
	/** Where originals are, to be published when they are first asked for. Default: `publish` only. */
	readonly source?: Source | undefined;
	/** Default: `/media/<id>?width=400`, where the ids of a source are paths. */
	readonly urls?: UrlGrammar | undefined;
	/** Pixels, ascending. Default: `DEFAULT_BUCKETS`. */
	readonly buckets?: WidthBuckets | undefined;
	/** 1 to 100 for each format. Variants in the store keep the quality that they were cut with. */
	readonly quality?: Qualities | undefined;
	/** The formats that are delivered, JPEG among them. Default: all. */
	readonly formats?: readonly ImageFormat[] | undefined;
	/**
	 * The formats for URLs without a `format`: the first that the `Accept` header names, else JPEG. With
	 * `["avif", "webp"]`, the first visitor of each image waits while it is cut in AVIF, which takes several
	 * times as long as WebP. Default: `["webp"]`.
	 */
	readonly negotiate?: readonly ImageFormat[] | undefined;
	/** Bytes of images in memory; 0 for none. Default 64 000 000. */
	readonly cacheBytes?: number | undefined;
	/** Images cut at the same time. Default 4. */
	readonly concurrency?: number | undefined;
	/** Seconds after which an original in the source is looked up again, here and in caches. Default 60. */
	readonly revalidateSeconds?: number | undefined;
	/** Bytes of the largest original in the source. Default 64 000 000. */
	readonly maxOriginalBytes?: number | undefined;
	/**
	 * Parses originals. On a server, pass `createThreadedInspector` from `widthwise/inspection`: then a file
	 * that takes long to parse holds up no request. Default: they are parsed on the calling thread.
	 */
	readonly inspector?: Inspector | undefined;
	/** Pixels of the largest original in the source. Default 150 000 000. */
	readonly maxPixels?: number | undefined;
	/**
	 * "keep": the masters of originals in the source keep artist and copyright, as EXIF. What is published
	 * already stays as it is. Default: "drop".
	 */
	readonly credit?: "keep" | "drop" | undefined;
	/**
	 * Names the client of a request, such as by its address; must not throw. What must be cut is cut for one
	 * client after the other, so that one with many requests does not hold up the rest. Default: all are one.
	 */
	readonly clientOf?: ClientOf | undefined;
	/** Called with each answer before it is sent; must not throw. */
	readonly onAnswered?: OnAnswered | undefined;
	/** Called with errors that are not the visitor's; must not throw. */
	readonly onError?: ((error: unknown) => void) | undefined;
	/** A clock, in milliseconds. Default: `Date.now`. */
	readonly now?: (() => number) | undefined;
};
