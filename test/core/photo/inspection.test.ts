import { afterAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { createMemoryStore, type Engine, publish } from "widthwise";
import { createThreadedInspector, shareBytes } from "widthwise/inspection";
import { createInspector, type Inspector, probeImage } from "widthwise/photo";
import { masterKey } from "widthwise/url";
import { LOADED } from "../../containers/all.ts";
import { codeOfAsync } from "../../containers/thrown.ts";
import { loadedJpeg } from "../../photos/loaded.ts";
import { ID } from "../../photos/publishing.ts";
import { contentsOf } from "../../stores/contents.ts";
import { removeFolder, temporaryFolder } from "../../temporary-folder.ts";
import { vips } from "../engine.ts";

const here = createInspector();
const threads = createThreadedInspector({ threads: 1 });
const folder = await temporaryFolder();
afterAll(async () => {
	await threads.close();
	await removeFolder(folder);
});

const KEPT = { orientation: "keep", credit: { artist: "Ada", copyright: null } } as const;
const MAX_PIXELS = 1e6;

describe.each(Object.entries(LOADED))("an inspector on threads, for a %s", (name, bytes) => {
	test("finds what the library's functions find", async () => {
		const view = new Uint8Array([...bytes, 1, 2, 3]).subarray(0, bytes.length);
		const path = join(folder, name);
		await Bun.write(path, bytes);
		expect(await threads.probeFile({ path, size: bytes.length })).toEqual(await probeImage(bytes));
		expect(await threads.inspect(view, MAX_PIXELS)).toEqual(await here.inspect(bytes, MAX_PIXELS));
		expect(await threads.readMetadata(view)).toEqual(await here.readMetadata(bytes));
		const stripped = await threads.strip(view, KEPT);
		expect(stripped).toEqual(await here.strip(bytes, KEPT));
		expect(await threads.verify(stripped, KEPT)).toEqual(await here.verify(stripped, KEPT));
		expect((await threads.verify(view, KEPT)).length).toBeGreaterThan(0);
	});

	test("reads it from memory that threads share", async () => {
		const shared = shareBytes(bytes);
		expect(await threads.inspect(shared, MAX_PIXELS)).toEqual(
			await here.inspect(bytes, MAX_PIXELS),
		);
		expect(await threads.readMetadata(shared)).toEqual(await here.readMetadata(bytes));
		expect(await threads.strip(shared, KEPT)).toEqual(await here.strip(bytes, KEPT));
		expect(await threads.verify(shared, KEPT)).toEqual(await here.verify(bytes, KEPT));
		expect(shared).toEqual(new Uint8Array(bytes));
	});

	test("refuses it with the same error if it is cut off or too large", async () => {
		const half = bytes.slice(0, bytes.length >> 1);
		const [a, b] = [threads, here].map((one) => codeOfAsync(() => one.strip(half, KEPT)));
		expect(await a).toBe((await b) ?? "");
		expect(await codeOfAsync(() => threads.inspect(bytes, 10))).toBe("too-many-pixels");
	});
});

/** An inspector that is given other bytes than it inspects, and notes what it verified. */
function blindfold(original: Uint8Array): Inspector & { readonly verified: Uint8Array[] } {
	const verified: Uint8Array[] = [];
	return {
		verified,
		inspect: (_, maxPixels) => threads.inspect(original, maxPixels),
		readMetadata: () => threads.readMetadata(original),
		strip: (_, options) => threads.strip(original, options),
		verify(image, kept) {
			verified.push(image);
			return threads.verify(image, kept);
		},
	};
}

describe("publishing with an inspector", () => {
	test.each([
		["keeps pixels", loadedJpeg(1, 300, 200)],
		["re-encodes them", loadedJpeg(6, 300, 200)],
	])("parses neither the original nor what it publishes itself if it %s", async (_, original) => {
		const engine: Engine = { ...vips, render: (_, outputs) => vips.render(original, outputs) };
		const inspector = blindfold(original);
		const [store, plain] = [createMemoryStore(), createMemoryStore()];
		// Bytes that no parser takes for a photo.
		const opaque = new Uint8Array(original.length);
		const published = await publish(ID, opaque, { store, engine, inspector });
		expect(published).toEqual(await publish(ID, original, { store: plain, engine: vips }));
		const contents = await contentsOf(store);
		expect(contents).toEqual(await contentsOf(plain));
		expect(contents.has(masterKey(ID))).toBe(true);
		const placeholder = Uint8Array.fromBase64(published.placeholder.split(",")[1] ?? "");
		for (const content of [placeholder, ...[...contents.values()].map(({ content }) => content)]) {
			expect(inspector.verified.some((bytes) => Buffer.compare(bytes, content) === 0)).toBe(true);
		}
	});
});
