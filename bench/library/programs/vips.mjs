// The library on Node, for bench/rivals/engines/serve.mjs, in a project that has the packed package.
import { resize } from "widthwise";
import { createVipsEngine } from "widthwise/engine/vips";

const engine = createVipsEngine({ threads: 1 });

/** @returns the encoded picture */
export async function render(source, { width, format, quality }) {
	const { bytes } = await resize(source, { engine, width, format, quality });
	return bytes;
}
