// Runs on Node or Bun in a project that has only the packed package. Takes the path of a JPEG;
// prints what it found as JSON.
import { readFile } from "node:fs/promises";
import {
	createImageHandler,
	createMemoryStore,
	DEFAULT_BUCKETS,
	publish,
	readMetadata,
	snapWidth,
	WidthwiseError,
} from "widthwise";
import { createVipsEngine } from "widthwise/engine/vips";
import { createFolderStore } from "widthwise/store/folder";

// Node returns a `Buffer`, whose `slice` does not copy, unlike a `Uint8Array`'s.
const original = await readFile(process.argv[2] ?? "");
const photoId = "0123456789abcdef0123456789abcdef";
const engine = createVipsEngine({ threads: 1 });

async function publishInto(store) {
	await publish(photoId, original, { store, engine });
	const contents = {};
	for await (const key of store.list("")) {
		const object = await store.get(key);
		contents[key] = object ? Buffer.from(await object.bytes()).toString("base64") : null;
	}
	return contents;
}

const store = createMemoryStore();
const inMemory = await publishInto(store);
const inFolder = await publishInto(createFolderStore({ folder: `${process.cwd()}/objects` }));
const images = createImageHandler({ store, engine });
const request = new Request(`http://localhost/media/${photoId}/a.jpg?width=400&format=jpeg`);
const response = await images.respond(request);
const refusal = await publish(photoId, new Uint8Array(), { store, engine }).catch(
	(error) => error instanceof WidthwiseError && error.code,
);
await engine.close();

const found = {
	snapped: snapWidth(400, DEFAULT_BUCKETS),
	metadata: await readMetadata(original),
	inMemory,
	inFolder,
	status: response.status,
	image: Buffer.from(await response.arrayBuffer()).toString("base64"),
	refusal,
	runtime: "Bun" in globalThis ? "Bun" : "Node",
};
process.stdout.write(JSON.stringify(found));
