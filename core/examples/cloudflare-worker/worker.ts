import { env } from "cloudflare:workers";
import jpegDecoder from "@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm";
import jpegEncoder from "@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm";
import pngDecoder from "@jsquash/png/codec/pkg/squoosh_png_bg.wasm";
import webpDecoder from "@jsquash/webp/codec/dec/webp_dec.wasm";
import webpEncoder from "@jsquash/webp/codec/enc/webp_enc_simd.wasm";
import { createImageHandler, PATH_ID, urlGrammar } from "widthwise";
import { createJsquashEngine } from "widthwise/engine/jsquash";
import { createStoreSource } from "widthwise/source/store";
import { createR2Store } from "widthwise/store/r2";

const modules = {
	"jpeg-decoder": jpegDecoder,
	"jpeg-encoder": jpegEncoder,
	"png-decoder": pngDecoder,
	"webp-decoder": webpDecoder,
	"webp-encoder": webpEncoder,
};
const store = createR2Store({ bucket: env.PHOTOS });
const images = createImageHandler({
	urls: urlGrammar({ prefix: "/images/", id: PATH_ID }),
	source: createStoreSource({ store, prefix: "originals/" }),
	store,
	engine: createJsquashEngine({ loadModule: (codec) => modules[codec] }),
	cacheBytes: 8e6,
	onError: console.error,
});

export default {
	fetch: (request) => images.handle(request) ?? new Response("Photos are at /images/"),
} satisfies ExportedHandler;
