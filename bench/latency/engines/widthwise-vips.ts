import type { Output } from "widthwise";
import { createVipsEngine } from "widthwise/engine/vips";

const engine = createVipsEngine({ threads: 1, idleMs: 3_600_000 });

/**
 * The `vips` engine in its pool, for the process that times it.
 *
 * @example
 * const webp = await render(photo, { width: 400, height: 267, format: "webp", quality: 78 });
 */
export async function render(source: Uint8Array, output: Output): Promise<Uint8Array> {
	const [picture] = await engine.render(source, [output]);
	return picture?.bytes ?? new Uint8Array();
}
