import { resolve } from "node:path";
import express from "express";
import { createImageHandler, DEFAULT_BUCKETS, PATH_ID, urlGrammar } from "widthwise";
import { createVipsEngine } from "widthwise/engine/vips";
import { toNodeHandler } from "widthwise/node";
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

const app = express();
app.use(toNodeHandler(images));
app.get("/", (_request, response) => response.send(page));

const server = app.listen(process.env.PORT ?? 3000, "127.0.0.1", () => {
	console.log(`Listening on http://127.0.0.1:${server.address().port}`);
});
