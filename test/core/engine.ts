import { createVipsEngine } from "widthwise/engine/vips";
import { PATIENCE_MS } from "../patience.ts";

/** Between the tests of one file and those of the next. */
const IDLE_MS = 60_000;

/**
 * The `vips` engine that the test files of a process share: starting a thread and compiling the
 * codecs takes longer than most tests. When idle, it ends its thread and does not keep the process
 * alive.
 */
export const vips = createVipsEngine({
	threads: 1,
	timeoutMs: PATIENCE_MS,
	idleMs: IDLE_MS,
});
