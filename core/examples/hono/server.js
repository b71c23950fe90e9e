import { resolve } from "node:path";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { createImageHandler, DEFAULT_BUCKETS, PATH_ID, urlGrammar } from "widthwise";
import { createVipsEngine } from "widthwise/engine/vips";
import { createFolderSource } from "widthwise/source/folder";
import { createFolderStore } from "widthwise/store/folder";

const urls = urlGrammar({ prefix: "/images/", id: PATH_ID });
const images = createImageHandler({
	urls,
	source: createFolderSource({ folder: resolve("photos") }),
	store: createFolderStore({ folder: resolve("cut") }),
	engine: createVipsEngine(),
	onError: console.error,
});

const srcset = urls.srcset("blue-hour.jpg", 1600, DEFAULT_BUCKETS);
const page = `<!doctype html>
<title>Photos</title>
<img src="/images/blue-hour.jpg?width=800" srcset="${srcset}" sizes="100vw" alt="The blue hour">`;

const app = new Hono();
app.use(async (context, next) => (await images.handle(context.req.raw)) ?? next());
app.get("/", (context) => context.html(page));

const port = Number(process.env.PORT ?? 3000);
serve({ fetch: app.fetch, hostname: "127.0.0.1", port }, (address) => {
	console.log(`Listening on http://127.0.0.1:${address.port}`);
});
