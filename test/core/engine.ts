import { createVipsEngine } from "widthwise/engine/vips";
import { PATIENCE_MS } from "../patience.ts";

/**
 * The `vips` engine that the test files of a process share: starting a thread and compiling the
 * codecs takes longer than most tests. When idle, it ends its thread and does not keep the process
 * alive.
 */
export const vips = createVipsEngine({ threads: 1, timeoutMs: PATIENCE_MS });
