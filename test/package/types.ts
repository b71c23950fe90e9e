// Compiled, not run, in a project that has only the packed library: the compiler must find its types,
// which must not be `any`.
import {
	createImageHandler,
	createMemoryStore,
	type Engine,
	publish,
	type Store,
	strip,
} from "widthwise";
import { createBunEngine } from "widthwise/engine/bun";
import { createSquooshEncoder } from "widthwise/engine/squoosh";
import { createVipsEngine } from "widthwise/engine/vips";
import { createFolderStore } from "widthwise/store/folder";

export const engine: Engine = createVipsEngine({ threads: 2 });
export const store: Store = createFolderStore({ folder: "/tmp/photos" });
export const width: Promise<number> = publish("blue-hour", new Uint8Array(), {
	...{ store, engine, maxPixels: 1, credit: { artist: "Ada Byron" } },
}).then((published) => published.width);
export const response: Promise<Response> = strip(new Blob()).then((bytes) => new Response(bytes));
export const rendered: Promise<Response> = engine
	.render(new Uint8Array(), [])
	.then(([image]) => new Response(image?.bytes));
export const part: Promise<Response> = store
	.getRange("key", 0, 9)
	.then((bytes) => new Response(bytes));
export const encoded: Promise<Response> = createSquooshEncoder()
	.encode({ width: 1, height: 1, rgba: new Uint8Array(4) }, "webp", 80)
	.then((bytes) => new Response(bytes));

// @ts-expect-error: an option that does not exist
createVipsEngine({ thread: 2 });
// @ts-expect-error: an option that does not exist
createBunEngine({ threads: 2 });
// @ts-expect-error: no folder
createFolderStore({});
// @ts-expect-error: no engine
export const encoder: Engine = createSquooshEncoder();
// @ts-expect-error: no store
export const other: Engine = createMemoryStore();
// @ts-expect-error: no store
createImageHandler({ engine });
// @ts-expect-error: a path
strip("photo.jpg");
