// A Cloudflare Worker: answers the names of features, a photo and an S3 store with how each feature ended.
import jpegDecoder from "@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm";
import jpegEncoder from "@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm";
import pngDecoder from "@jsquash/png/codec/pkg/squoosh_png_bg.wasm";
import webpDecoder from "@jsquash/webp/codec/dec/webp_dec.wasm";
import webpEncoder from "@jsquash/webp/codec/enc/webp_enc_simd.wasm";
import { tryFeatures } from "./features.mjs";
import { addXmlParser } from "./xml-parser.mjs";

const modules = {
	"jpeg-decoder": jpegDecoder,
	"jpeg-encoder": jpegEncoder,
	"png-decoder": pngDecoder,
	"webp-decoder": webpDecoder,
	"webp-encoder": webpEncoder,
};

export default {
	async fetch(request) {
		const { names, photo, s3, hasXmlParser } = await request.json();
		if (hasXmlParser) addXmlParser();
		const ends = [];
		const loadModule = (codec) => modules[codec];
		const host = { photo: bytesOf(photo), s3, folder: "/objects", loadModule };
		await tryFeatures(names, host, (...ended) => ends.push(ended));
		return Response.json(ends);
	},
};

function bytesOf(base64) {
	return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
