import { createVipsEngine } from "widthwise/engine/vips";
import { PATIENCE_MS } from "../patience.ts";

/**
 * The `vips` engine of all test files that a process runs: to start a thread, and to compile its codecs
 * anew, takes more than most of these tests. Idle, it lets its thread go and the process end.
 */
export const vips = createVipsEngine({ threads: 1, timeoutMs: PATIENCE_MS });
