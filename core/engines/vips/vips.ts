/**
 * The engine for untrusted bytes on servers: libvips in WebAssembly, on threads.
 *
 * @module
 */

import { availableParallelism } from "node:os";
import { checkWhole } from "../../arguments/check-number.ts";
import { invalidArgument } from "../../errors.ts";
import { IMAGE_TYPES } from "../../formats/tables/input.ts";
import { OUTPUT_FORMATS } from "../../url/format.ts";
import type { Engine } from "../engine.ts";
import { createHeicDecoder } from "../libheif/heic-as-png.ts";
import { checkOutputs, encodedImages, sourceType } from "../outputs.ts";
import { checkNiceness } from "../threads/niceness.ts";
import { ownBuffer } from "../threads/own-buffer.ts";
import { createPool } from "../threads/pool.ts";
import type { PoolState } from "../threads/pool-state.ts";
import { siblingModule } from "../threads/sibling-module.ts";
import { openCodecFromFiles } from "./codec-from-files.ts";
import {
	createInProcessEngine,
	type InProcessVipsEngine,
	type InProcessVipsOptions,
} from "./in-process.ts";
import type { RenderJob } from "./render.ts";
import type { VipsThreadSettings } from "./vips-thread.ts";

export type { PoolState } from "../threads/pool-state.ts";
export type { InProcessVipsEngine, InProcessVipsOptions } from "./in-process.ts";

/** The engine on threads. */
export type VipsEngine = Engine & {
	/** Its threads now, for metrics. */
	threads(): PoolState;
};

/** Options of the `vips` engine; every field has a default. */
export type VipsEngineOptions = {
	/** Photos rendered at once, each on its own thread; at least 1. Default: cores minus 1. */
	readonly threads?: number;
	/** Maximum milliseconds of processor time for a photo. Default: 60 000. */
	readonly timeoutMs?: number;
	/** Maximum pixels of a source. Default: 150 000 000. */
	readonly maxPixels?: number;
	/** Milliseconds after which an idle thread and its memory are released. Default: 15 000. */
	readonly idleMs?: number;
	/**
	 * Encodes JPEG and WebP with wasm-vips' own codecs, or with Squoosh's, which need the package
	 * `@squoosh/lib`. Default: `vips`.
	 */
	readonly encoder?: "vips" | "squoosh";
	/**
	 * How far the threads make way for others, on Linux: from 0, not at all, to 19, they use only what
	 * others leave. Default: 0.
	 */
	readonly niceness?: number;
};

/** libvips, with libheif for HEIC, decodes all input formats and encodes all output formats. */
const DECODES = IMAGE_TYPES;
const ENCODES = OUTPUT_FORMATS.map(({ name }) => name);

/** Instantiation takes about 0.2 s, but many times as long on a machine that is swapping. */
const START_TIMEOUT_MS = 30_000;

/**
 * An instance starts with 256 MB of address space, grows by a fifth with large pictures, and never
 * shrinks. After large PNGs, HEICs and AVIFs the thread ends, so that what they took is free before the next
 * photo; after JPEGs only if it has grown twice, as with large progressive ones. Common JPEGs of 20
 * megapixels need hardly more than the first 256 MB, and may run into them.
 */
const MAX_MEMORY_BYTES = { jpeg: 320 * 1024 * 1024, other: 288 * 1024 * 1024 };

/**
 * Creates the engine for untrusted bytes: libvips compiled to WebAssembly, on worker threads, so that
 * nothing in a file can reach the process. Decodes JPEG, PNG, WebP, GIF, AVIF and JPEG XL, and HEIC with the
 * package `libheif-js`, an optional peer; encodes WebP, JPEG and AVIF. Threads start with the first
 * picture.
 *
 * Plain sRGB profiles are dropped (browsers assume sRGB), other RGB profiles up to 16 kB are kept,
 * everything else becomes sRGB.
 *
 * @throws {WidthwiseError} `invalid-argument` for an option out of range; from `render`: see
 *   {@link Engine}.
 * @example
 * const engine = createVipsEngine({ threads: 2 });
 * const [webp] = await engine.render(bytes, [{ width: 400, height: 300, format: "webp", quality: 78 }]);
 * await engine.close();
 */
export function createVipsEngine(options: VipsEngineOptions = {}): VipsEngine {
	const threads = options.threads ?? Math.max(1, availableParallelism() - 1);
	const { maxPixels = 150_000_000, encoder = "vips", niceness = 0 } = options;
	checkNiceness(niceness);
	checkWhole("threads", threads, 1);
	checkWhole("maxPixels", maxPixels, 1);
	if (encoder !== "vips" && encoder !== "squoosh") {
		throw invalidArgument(`encoder must be vips or squoosh, got ${encoder}`);
	}
	const settings: VipsThreadSettings = {
		maxPixels,
		encoder,
		maxMemoryBytes: MAX_MEMORY_BYTES,
		niceness,
	};
	const pool = createPool<RenderJob, Uint8Array<ArrayBuffer>[]>({
		thread: siblingModule("vips-thread", import.meta.url),
		settings,
		size: threads,
		timeoutMs: options.timeoutMs ?? 60_000,
		startTimeoutMs: START_TIMEOUT_MS,
		idleMs: options.idleMs ?? 15_000,
	});
	return {
		name: settings.encoder === "vips" ? "vips" : "vips+squoosh",
		decodes: DECODES,
		encodes: ENCODES,
		isSandboxed: true,
		async render(source, outputs, { signal, isWalked } = {}) {
			signal?.throwIfAborted();
			const type = sourceType(source, DECODES);
			checkOutputs(outputs, ENCODES);
			if (outputs.length === 0) return [];
			const job = { source: ownBuffer(source), type, outputs, isWalked };
			return encodedImages(outputs, await pool.run(job, signal));
		},
		threads: pool.state,
		close: () => pool.close(),
	};
}

/**
 * Creates the `vips` engine without threads of its own, for a Lambda, where nothing else waits and
 * memory is expensive. It blocks the event loop while it works and has no time limit.
 *
 * @throws {WidthwiseError} From `render`: see {@link Engine}.
 * @example
 * const engine = createInProcessVipsEngine({ maxPixels: 20e6 });
 * const [webp] = await engine.render(bytes, [{ width: 400, height: 300, format: "webp", quality: 78 }]);
 */
export function createInProcessVipsEngine(options: InProcessVipsOptions): InProcessVipsEngine {
	return createInProcessEngine(openCodecFromFiles, createHeicDecoder(), options);
}
