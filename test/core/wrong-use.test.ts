import { describe, expect, test } from "bun:test";
import {
	createImageHandler,
	createMemoryStore,
	publish,
	resize,
	strip,
	unpublish,
} from "widthwise";
import { optimalBuckets } from "widthwise/buckets";
import { createBunEngine } from "widthwise/engine/bun";
import { createVipsEngine } from "widthwise/engine/vips";
import { toNodeHandler } from "widthwise/node";
import { openPhoto } from "widthwise/photo";
import { createFolderSource } from "widthwise/source/folder";
import { createStoreSource } from "widthwise/source/store";
import { createFolderStore } from "widthwise/store/folder";
import { createR2Store } from "widthwise/store/r2";
import { createS3Store } from "widthwise/store/s3";
import { vips } from "./engine.ts";

const store = createMemoryStore();
const photo = new Uint8Array(9);
const ENGINE =
	"engine must be an engine, such as createVipsEngine() from widthwise/engine/vips; got ";
const STORE =
	"store must be a store, such as createMemoryStore(), or createFolderStore() from widthwise/store/folder; got ";

/** Calls a function as JavaScript may, with any arguments. */
const call = (name: (...values: never[]) => unknown, ...values: readonly unknown[]): unknown =>
	Reflect.apply(name, undefined, values);

describe("a mistake of the calling code is named by", () => {
	test.each<[string, () => unknown, string]>([
		["publish without a store", () => call(publish, "a", photo, {}), `${STORE}undefined`],
		["publish without an engine", () => call(publish, "a", photo, { store }), `${ENGINE}undefined`],
		[
			"publish with a function that makes an engine",
			() => call(publish, "a", photo, { store, engine: createVipsEngine }),
			`${ENGINE}a function: call it first`,
		],
		[
			"publish with an id that no URL can have",
			() => call(publish, "a/b", photo, { store, engine: vips }),
			'A photo\'s id must be 1 to 128 letters, digits, - and _, and begin with a letter or digit; got "a/b"',
		],
		[
			"publish with a path",
			() => call(publish, "a", "a.jpg", { store, engine: vips }),
			"The bytes of an image must be a Uint8Array, an ArrayBuffer or a Blob; got a string: read the file first",
		],
		["unpublish without a store", () => call(unpublish, "a"), `${STORE}a string`],
		[
			"unpublish without an id",
			() => call(unpublish, store),
			"A photo's id must be 1 to 128 letters, digits, - and _, and begin with a letter or digit; got undefined",
		],
		["resize without an engine", () => call(resize, photo, { width: 9 }), `${ENGINE}undefined`],
		[
			"strip with a promise",
			() => call(strip, Promise.resolve(photo)),
			"The bytes of an image must be a Uint8Array, an ArrayBuffer or a Blob; got a Promise: await it first",
		],
		[
			"openPhoto with a path",
			() => call(openPhoto, "a.jpg"),
			"The bytes of an image must be a Uint8Array; got a string: read the file first",
		],
		[
			"an engine with a path",
			() => call(vips.render, "a.jpg", []),
			"The bytes of an image must be a Uint8Array; got a string: read the file first",
		],
		[
			"a handler with a request of node:http",
			() => call(createImageHandler({ store, engine: vips }).handle, { url: "/", headers: {} }),
			"request must be a Request of the Fetch API; for node:http and Express, use toNodeHandler() from widthwise/node; got an object of Object",
		],
		[
			"an engine with a limit that is none",
			() => createVipsEngine({ maxPixels: Number.NaN }),
			"maxPixels must be a whole number of at least 1, got NaN",
		],
		[
			"an engine with an unknown encoder",
			() => call(createVipsEngine, { encoder: "mozjpeg" }),
			"encoder must be vips or squoosh, got mozjpeg",
		],
		[
			"optimalBuckets without a maximum",
			() => call(optimalBuckets, [{ width: 390, count: 1 }]),
			"maxBuckets must be a whole number of at least 1, got undefined",
		],
		["a handler without a store", () => call(createImageHandler, {}), `${STORE}undefined`],
		["a handler without an engine", () => handler({ engine: undefined }), `${ENGINE}undefined`],
		[
			"a handler with half a pair of engines",
			() => handler({ engine: { any: vips } }),
			`${ENGINE}undefined`,
		],
		[
			"a handler with a folder's path",
			() => handler({ source: "photos" }),
			"source must be a source, such as createFolderSource() from widthwise/source/folder; got a string",
		],
		[
			"a handler with a prefix",
			() => handler({ urls: "/images/" }),
			'urls must be made by urlGrammar({ prefix: "/images/" }); got a string',
		],
		[
			"toNodeHandler without a handler",
			() => call(toNodeHandler, {}),
			"images must be made by createImageHandler(); got an object of Object",
		],
		[
			"a store without a folder",
			() => call(createFolderStore, {}),
			"folder must be the path of a folder; got undefined",
		],
		[
			"a source with an empty folder",
			() => createFolderSource({ folder: "" }),
			"folder must be the path of a folder; got an empty string",
		],
		[
			"a source of a store without one",
			() => call(createStoreSource, store),
			"store must be a store, such as createS3Store(); got undefined",
		],
		[
			"a store in S3 without a bucket",
			() => call(createS3Store, {}),
			"bucket must be the name of a bucket; got undefined",
		],
		[
			"a store in R2 with a bucket's name",
			() => call(createR2Store, { bucket: "photos" }),
			"bucket must be a binding of an R2 bucket, such as env.PHOTOS; got a string",
		],
	])("%s", async (_, run, message) => {
		await expect((async () => run())()).rejects.toMatchObject({
			code: "invalid-argument",
			message,
		});
	});
});

describe("a wrong option of a handler is named", () => {
	test.each([
		[{ buckets: "320,640" }, "buckets must be whole numbers from 1 to 10000, ascending"],
		[{ buckets: [640, 320] }, "ascending, at least one; got [640,320]"],
		[{ quality: 80 }, "quality must be an object such as { webp: 78 }; got 80"],
		[{ quality: { webp: 500 } }, "quality.webp must be 1 to 100; got 500"],
		[{ formats: ["jpg"] }, "formats must be webp, jpeg or avif; got jpg"],
		[{ cacheBytes: "64 MB" }, "cacheBytes must be a whole number of at least 0; got 64 MB"],
		[{ maxPixels: Number.NaN }, "maxPixels must be a whole number of at least 1; got NaN"],
		[{ engine: createBunEngine() }, "The engine bun would decode strangers' images"],
	])("%j", (options, message) => {
		expect(() => handler(options)).toThrow(
			expect.objectContaining({
				code: "misconfigured",
				message: expect.stringContaining(message),
			}),
		);
	});
});

function handler(options: object): unknown {
	return call(createImageHandler, { store, engine: vips, ...options });
}
