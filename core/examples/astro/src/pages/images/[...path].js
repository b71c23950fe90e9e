import { resolve } from "node:path";
import { createImageHandler, PATH_ID, urlGrammar } from "widthwise";
import { createVipsEngine } from "widthwise/engine/vips";
import { createFolderSource } from "widthwise/source/folder";
import { createFolderStore } from "widthwise/store/folder";

const images = createImageHandler({
	urls: urlGrammar({ prefix: "/images/", id: PATH_ID }),
	source: createFolderSource({ folder: resolve("photos") }),
	store: createFolderStore({ folder: resolve("cut") }),
	engine: createVipsEngine(),
	onError: console.error,
});

export const prerender = false;
export const ALL = ({ request }) => images.respond(request);
