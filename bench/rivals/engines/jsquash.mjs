// jSquash: MozJPEG, Squoosh's resize and libwebp. It is made for browsers: elsewhere, the caller must
// provide its WebAssembly modules and ImageData.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import decodeJpeg, { init as initDecode } from "@jsquash/jpeg/decode.js";
import encodeJpeg, { init as initEncode } from "@jsquash/jpeg/encode.js";
import resize, { initResize } from "@jsquash/resize";
import encodeWebp, { init as initWebp } from "@jsquash/webp/encode.js";

globalThis.ImageData ??= class {
	constructor(data, width, height) {
		Object.assign(this, { data, width, height });
	}
};

async function wasm(path) {
	const bytes = await readFile(fileURLToPath(import.meta.resolve(path)));
	return WebAssembly.compile(bytes);
}

await initDecode(await wasm("@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm"));
await initEncode(await wasm("@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm"));
await initResize(await wasm("@jsquash/resize/lib/resize/pkg/squoosh_resize_bg.wasm"));
await initWebp(await wasm("@jsquash/webp/codec/enc/webp_enc_simd.wasm"));

/** Resizes in sRGB like the others; its default, linear light, would make the comparison unfair. */
const RESIZE = { method: "lanczos3", linearRGB: false, premultiply: false };

/** @returns the encoded picture */
export async function render(source, { width, height, format, quality }) {
	const decoded = await decodeJpeg(source, { preserveOrientation: true });
	const resized = await resize(decoded, { ...RESIZE, width, height });
	const encode = format === "webp" ? encodeWebp : encodeJpeg;
	return new Uint8Array(await encode(resized, { quality }));
}
