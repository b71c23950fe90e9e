// deno run --allow-read=<here>,<folder> --allow-write=<folder> --allow-net=<address> main.js <folder> <address>
import { createJsquashEngine, type JsquashCodec } from "widthwise/engine/jsquash";
import { createFolderStore } from "widthwise/store/folder";
import { bakedBuckets } from "../baked.ts";
import { codecFileName } from "../codecs.ts";
import { MAX_SOURCE_PIXELS } from "../images/can-cut.ts";
import { createEdgeImages } from "../images/edge-images.ts";

declare const Deno: {
	readonly args: readonly string[];
	exit(code: number): never;
	readFile(path: URL): Promise<Uint8Array<ArrayBuffer>>;
	serve(
		options: { readonly hostname: string; readonly port: number },
		handler: (request: Request) => Promise<Response>,
	): unknown;
};

const [folder, address = ""] = Deno.args;
const [, hostname = "", port] = /^(.+):([0-9]{1,5})$/.exec(address) ?? [];
if (!folder || !port) {
	console.error("Give the folder of the public store, and an address: data/public 127.0.0.1:3002");
	Deno.exit(1);
}

async function loadModule(codec: JsquashCodec): Promise<WebAssembly.Module> {
	const file = new URL(codecFileName(codec), import.meta.url);
	return await WebAssembly.compile(await Deno.readFile(file));
}

const images = createEdgeImages({
	store: createFolderStore({ folder }),
	engine: createJsquashEngine({ loadModule, maxPixels: MAX_SOURCE_PIXELS }),
	buckets: bakedBuckets(),
	onError: console.error,
});
Deno.serve({ hostname: hostname.replace(/^\[|\]$/g, ""), port: Number(port) }, (request) =>
	images(request),
);
