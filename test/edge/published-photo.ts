import { createMemoryStore, publish, type Store } from "widthwise";
import { createInProcessVipsEngine } from "widthwise/engine/vips";
import { turnedOriginal } from "../photos/originals.ts";
import { contentsOf } from "../stores/contents.ts";
import { PHOTO } from "./urls.ts";

let publishing: Promise<Store> | undefined;

/** A fresh copy of a store with the turned original as the photo of the table; it is published once. */
export async function publishedPhoto(): Promise<Store> {
	publishing ??= publishPhoto();
	const copy = createMemoryStore();
	for (const [key, { content, ...options }] of await contentsOf(await publishing)) {
		await copy.put(key, content, options);
	}
	return copy;
}

async function publishPhoto(): Promise<Store> {
	const store = createMemoryStore();
	const engine = createInProcessVipsEngine({ maxPixels: 10e6 });
	await publish(PHOTO, turnedOriginal(), { store, engine, maxPixels: 10e6, credit: null });
	await engine.close();
	return store;
}
