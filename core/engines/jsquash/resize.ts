import { openBindgen } from "./bindgen.ts";
import type { Pixels } from "./pixels.ts";

const LANCZOS3 = 3;

/** A function that returns a slice writes its address and its length here, four bytes each. */
const RESULT_BYTES = 16;

/**
 * Resizes with Lanczos3, as vips does, not in linear light. Each channel by itself: colours must be
 * premultiplied with alpha. The resizer would do that too, but then it rounds down.
 *
 * @param size pixels
 *
 * @throws whatever the codec throws
 *
 * @example
 * const half = await resize(await modules.get("resizer"), pixels, { width: 640, height: 427 });
 */
export async function resize(
	module: WebAssembly.Module,
	pixels: Pixels,
	size: { readonly width: number; readonly height: number },
): Promise<Pixels> {
	const { width, height } = size;
	if (pixels.width === width && pixels.height === height) return pixels;
	const codec = await openBindgen(module, () => () => 0);
	const result = codec.call("__wbindgen_add_to_stack_pointer", -RESULT_BYTES);
	const source = [codec.pass(pixels.rgba), pixels.rgba.length, pixels.width, pixels.height];
	codec.call("resize", result, ...source, width, height, LANCZOS3, 0, 0);
	const memory = codec.memory();
	const [start = 0, length = 0] = new Uint32Array(memory, result, 2);
	return { width, height, rgba: new Uint8ClampedArray(memory.slice(start, start + length)) };
}
