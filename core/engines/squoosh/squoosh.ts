/**
 * Squoosh's encoders, on threads.
 *
 * @module
 */

import { invalidArgument, WidthwiseError } from "../../errors.ts";
import type { Encoder } from "../engine.ts";
import { createPool } from "../threads/pool.ts";
import { siblingModule } from "../threads/sibling-module.ts";
import type { SquooshFormat } from "./codecs.ts";
import type { SquooshJob } from "./squoosh-thread.ts";

/** Options of the `squoosh` encoder; every field has a default. */
export type SquooshEncoderOptions = {
	/** Pictures encoded at once, each on its own thread; at least 1. Default: 1. */
	readonly threads?: number;
	/** Maximum milliseconds of processor time for a picture. Default: 60 000. */
	readonly timeoutMs?: number;
	/** Milliseconds after which an idle thread and its memory are released. Default: 15 000. */
	readonly idleMs?: number;
};

/** An encoder that runs on threads. They end when idle, or at once with `close`. */
export type SquooshEncoder = Encoder & {
	/** Ends all threads, and running work. Safe to repeat. */
	close(): Promise<void>;
};

const ENCODES: readonly SquooshFormat[] = ["jpeg", "webp", "png"];
const START_TIMEOUT_MS = 30_000;

/**
 * Squoosh's codecs (MozJPEG, WebP, OxiPNG) as an {@link Encoder}, on worker threads. It only
 * encodes: its decoders have not been fixed since 2023. It needs the package `@squoosh/lib`, an
 * optional peer. Alpha becomes white in JPEG; a PNG is lossless and has no quality.
 *
 * @throws {WidthwiseError} From `encode`: `unsupported-format`, `invalid-argument`, `engine-failed`,
 *   `engine-timeout`, `engine-unavailable`.
 * @example
 * const encoder = createSquooshEncoder();
 * const jpeg = await encoder.encode({ width: 1, height: 1, rgba: Uint8Array.of(255, 0, 0, 255) }, "jpeg", 80);
 */
export function createSquooshEncoder(options: SquooshEncoderOptions = {}): SquooshEncoder {
	const pool = createPool<SquooshJob, Uint8Array<ArrayBuffer>>({
		thread: siblingModule("squoosh-thread", import.meta.url),
		settings: null,
		size: options.threads ?? 1,
		timeoutMs: options.timeoutMs ?? 60_000,
		startTimeoutMs: START_TIMEOUT_MS,
		idleMs: options.idleMs ?? 15_000,
	});
	return {
		name: "squoosh",
		encodes: ENCODES,
		async encode(image, format, quality) {
			const supported = ENCODES.find((encodable) => encodable === format);
			if (!supported) {
				throw new WidthwiseError(
					"unsupported-format",
					`This encoder does not encode ${format}: format must be ${ENCODES.join(" or ")}`,
				);
			}
			const { width, height, rgba } = image;
			if (rgba.length === 0 || rgba.length !== width * height * 4) {
				throw invalidArgument(
					`rgba must have four bytes for each of ${width} x ${height} pixels, got ${rgba.length} bytes`,
				);
			}
			if (!(quality >= 1 && quality <= 100)) {
				throw invalidArgument(`quality must be 1 to 100, got ${quality}`);
			}
			return pool.run({ image, format: supported, quality });
		},
		close: () => pool.close(),
	};
}
