import type { Output } from "widthwise";
import { createBunEngine } from "widthwise/engine/bun";

const engine = createBunEngine();

/**
 * The `bun` engine, for the process that times it.
 *
 * @example
 * const webp = await render(mezzanine, { width: 400, height: 267, format: "webp", quality: 78 });
 */
export async function render(source: Uint8Array, output: Output): Promise<Uint8Array> {
	const [picture] = await engine.render(source, [output]);
	return picture?.bytes ?? new Uint8Array();
}
