import { openBindgen } from "./bindgen.ts";
import type { Pixels } from "./pixels.ts";

/** The import by which the decoder returns its pixels: it would make an ImageData. Its suffix is a hash. */
const RETURN_PIXELS = "__wbg_newwithownedu8clampedarrayandsh_";

/**
 * Decodes a PNG; of an animation its still picture. 16 bits a channel become 8. Does not check the CRCs.
 *
 * @throws whatever the codec throws if the picture is damaged
 *
 * @example
 * const { width, height, rgba } = await decodePng(await modules.get("png-decoder"), bytes);
 */
export async function decodePng(module: WebAssembly.Module, bytes: Uint8Array): Promise<Pixels> {
	const decoded: Pixels[] = [];
	const codec = await openBindgen(module, (name) => {
		if (!name.startsWith(RETURN_PIXELS)) return fail;
		return (address = 0, length = 0, width = 0, height = 0) => {
			const start = address >>> 0;
			const rgba = new Uint8ClampedArray(codec.memory().slice(start, start + length));
			decoded.push({ width, height, rgba });
			return 0;
		};
	});
	codec.call("decode", codec.pass(bytes), bytes.length);
	const [pixels] = decoded;
	if (!pixels) throw new Error("The decoder returned no pixels");
	return pixels;
}

function fail(): never {
	throw new Error("The decoder failed");
}
