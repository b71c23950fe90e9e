import { createImageHandler, DEFAULT_BUCKETS, PATH_ID, urlGrammar } from "widthwise";
import { createVipsEngine } from "widthwise/engine/vips";
import { createFolderSource } from "widthwise/source/folder";
import { createFolderStore } from "widthwise/store/folder";

const urls = urlGrammar({ prefix: "/images/", id: PATH_ID });
const images = createImageHandler({
	urls,
	source: createFolderSource({ folder: `${import.meta.dirname}/photos` }),
	store: createFolderStore({ folder: `${import.meta.dirname}/cut` }),
	engine: createVipsEngine(),
	onError: console.error,
});

const srcset = urls.srcset("blue-hour.jpg", 1600, DEFAULT_BUCKETS);
const page = `<!doctype html>
<title>Photos</title>
<img src="/images/blue-hour.jpg?width=800" srcset="${srcset}" sizes="100vw" alt="The blue hour">`;

const port = Number(Deno.env.get("PORT") ?? 3000);
Deno.serve(
	{ hostname: "127.0.0.1", port },
	(request) =>
		images.handle(request) ?? new Response(page, { headers: { "Content-Type": "text/html" } }),
);
