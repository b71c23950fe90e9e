import type { Engine } from "../engines/engine.ts";
import type { ImageFormat } from "../url/format.ts";
import type { Fit } from "./fitted-size.ts";

/** A picture to make with `resize`. Nothing is ever enlarged. */
export type ResizeOutput = {
	/** Pixels, 1 to 16383. The result is narrower if the source is. */
	readonly width: number;
	/** Pixels, 1 to 16383; `cover` needs it. Default: as the source's ratio demands. */
	readonly height?: number;
	/**
	 * `inside` (the default): all of the picture, within width and height.
	 *
	 * `cover`: fills width and height exactly, and cuts off what is left over at two sides. If the
	 * source is too small for that, the result is the largest part of it with that ratio.
	 */
	readonly fit?: Fit;
	/** Default: `jpeg` for a JPEG, `webp` for everything else. */
	readonly format?: ImageFormat;
	/** 1 to 100, on the encoder's own scale. Default: 78 for WebP, 80 for JPEG, 50 for AVIF. */
	readonly quality?: number;
};

/** What `resize` makes, and with what. */
export type ResizeOptions = ResizeOutput & {
	/** Decodes and encodes. A sandboxed one, unless you know where the source comes from. */
	readonly engine: Engine;
	/** Ends the work: the promise then rejects with the signal's reason. */
	readonly signal?: AbortSignal | undefined;
};

/** What `resizeAll` makes, and with what. */
export type ResizeAllOptions = Pick<ResizeOptions, "engine" | "signal"> & {
	readonly outputs: readonly ResizeOutput[];
};
