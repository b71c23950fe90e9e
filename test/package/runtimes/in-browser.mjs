// Runs in Chromium, in a worker: answers the names of features, a photo and an S3 store with how each
// feature ended.
import { JSQUASH_FILES } from "widthwise/engine/jsquash";
import { tryFeatures } from "./features.mjs";
import { addXmlParser } from "./xml-parser.mjs";

addEventListener("message", async ({ data: { names, photo, s3, hasXmlParser } }) => {
	if (hasXmlParser) addXmlParser();
	const ends = [];
	const loadModule = (codec) => WebAssembly.compileStreaming(fetch(`/${JSQUASH_FILES[codec]}`));
	const host = { photo: Uint8Array.fromBase64(photo), s3, folder: "/objects", loadModule };
	await tryFeatures(names, host, (...ended) => ends.push(ended));
	postMessage(ends);
});
