import { createVipsEngine, type VipsEngine, type VipsEngineOptions } from "widthwise/engine/vips";
import {
	createThreadedInspector,
	type InspectorOptions,
	type ThreadedInspector,
} from "widthwise/inspection";

/** Opens the pools of threads that decode, encode and parse. */
export type OpenThreads = {
	vips(options: VipsEngineOptions): VipsEngine;
	inspector(options: InspectorOptions): ThreadedInspector;
};

/**
 * Opens new threads for each pool, as programs do. Several servers in one process can share theirs.
 *
 * @example
 * const engine = openNewThreads.vips({ threads: 1 });
 */
export const openNewThreads: OpenThreads = {
	vips: createVipsEngine,
	inspector: createThreadedInspector,
};
