import { resolve } from "node:path";
import { createImageHandler, DEFAULT_BUCKETS, PATH_ID, urlGrammar } from "widthwise";
import { createBunEngine } from "widthwise/engine/bun";
import { createVipsEngine } from "widthwise/engine/vips";
import { createFolderSource } from "widthwise/source/folder";
import { createFolderStore } from "widthwise/store/folder";

const urls = urlGrammar({ prefix: "/images/", id: PATH_ID });
const images = createImageHandler({
	urls,
	source: createFolderSource({ folder: resolve("photos") }),
	store: createFolderStore({ folder: resolve("cut") }),
	// WebAssembly decodes the originals. Bun's native codecs cut from what it encoded.
	engine: { any: createVipsEngine(), own: createBunEngine() },
	onError: console.error,
});

const srcset = urls.srcset("blue-hour.jpg", 1600, DEFAULT_BUCKETS);
const page = `<!doctype html>
<title>Photos</title>
<img src="/images/blue-hour.jpg?width=800" srcset="${srcset}" sizes="100vw" alt="The blue hour">`;

const server = Bun.serve({
	hostname: "127.0.0.1",
	routes: {
		"/": new Response(page, { headers: { "Content-Type": "text/html" } }),
		"/images/*": images.respond,
	},
});
console.log(`Listening on ${server.url}`);
