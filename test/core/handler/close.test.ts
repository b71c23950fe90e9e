import { describe, expect, test } from "bun:test";
import { createImageHandler, createMemoryStore, type Engine, type Store } from "widthwise";
import { createStoreSource } from "widthwise/source/store";
import { variantKey } from "widthwise/url";
import { within } from "../../patience.ts";
import { uprightOriginal } from "../../photos/originals.ts";
import { vips } from "../engine.ts";
import { putPublished } from "../published.ts";

const ORIGIN = "https://photos.example";
const photo = uprightOriginal();

/** A gate that work waits at; `reached` resolves when the first has come. */
function createGate() {
	const [reached, opened] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
	return {
		reached: reached.promise,
		open: opened.resolve,
		async pass() {
			reached.resolve();
			await opened.promise;
		},
	};
}

function heldEngine(pass: () => Promise<void>): Engine {
	return {
		...vips,
		async render(bytes, outputs) {
			await pass();
			return vips.render(bytes, outputs);
		},
	};
}

function heldPut(store: Store, pass: () => Promise<void>): Store {
	return {
		...store,
		async put(...object) {
			await pass();
			return store.put(...object);
		},
	};
}

function open(options: Parameters<typeof createImageHandler>[0]) {
	const images = createImageHandler({ buckets: [256, 416], concurrency: 1, ...options });
	const get = async (path: string) => images.respond(new Request(ORIGIN + path));
	return { images, get };
}

async function codeOf(response: Response): Promise<unknown> {
	const body = await response.json();
	return [response.status, response.headers.get("retry-after"), body.error.code];
}
const REFUSED = [503, "1", "unavailable"];

describe("a handler that is closed", () => {
	test("finishes what it is cutting and storing, and refuses what waits", async () => {
		const store = await putPublished(createMemoryStore(), photo, "blue-hour");
		const [cutting, storing] = [createGate(), createGate()];
		const { images, get } = open({
			store: heldPut(store, storing.pass),
			engine: heldEngine(cutting.pass),
		});
		const running = get("/media/blue-hour?width=256&format=webp");
		await within("the cut", cutting.reached);
		const waiting = get("/media/blue-hour?width=416&format=webp");
		const events: string[] = [];
		const closed = Promise.all([images.close(), images.close()]).then(() => events.push("closed"));
		expect(await codeOf(await within("the refusal", waiting))).toEqual(REFUSED);
		cutting.open();
		expect((await within("the image", running)).status).toBe(200);
		await within("the store", storing.reached);
		await new Promise(setImmediate);
		events.push("storing");
		storing.open();
		await within("the end", closed);
		expect(events).toEqual(["storing", "closed"]);
		const cut = { bucket: 256, format: "webp" } as const;
		expect(await store.head(variantKey({ photoId: "blue-hour", cut }))).not.toBeNull();
	});

	test("delivers what it has, and leaves the engine and the store open", async () => {
		const store = await putPublished(createMemoryStore(), photo, "blue-hour");
		const { images, get } = open({ store, engine: vips, cacheBytes: 0 });
		await get("/media/blue-hour?width=256");
		await images.close();
		await images.close();
		expect((await get("/media/blue-hour?width=256")).status).toBe(200);
		expect(await codeOf(await get("/media/blue-hour?width=416"))).toEqual(REFUSED);
		const other = open({ store, engine: vips });
		expect((await other.get("/media/blue-hour?width=416")).status).toBe(200);
		await other.images.close();
	});

	test("finishes what it is publishing from a source", async () => {
		const [originals, store] = [createMemoryStore(), createMemoryStore()];
		await originals.put("a.jpg", photo, { contentType: "image/jpeg" });
		const publishing = createGate();
		const { images, get } = open({
			store,
			engine: heldEngine(publishing.pass),
			source: createStoreSource({ store: originals }),
		});
		const response = get("/media/a.jpg?width=256");
		await within("the publication", publishing.reached);
		let isClosed = false;
		const closed = images.close().then(() => {
			isClosed = true;
		});
		expect(await codeOf(await get("/media/b.jpg"))).toEqual(REFUSED);
		await new Promise(setImmediate);
		expect(isClosed).toBe(false);
		publishing.open();
		await within("the end", closed);
		expect(await codeOf(await response)).toEqual(REFUSED);
		const keys = await Array.fromAsync(store.list("photos/"));
		expect(keys.filter((key) => key.endsWith("/master"))).toHaveLength(1);
	});
});
