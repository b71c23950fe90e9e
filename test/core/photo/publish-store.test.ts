import { afterAll, describe, expect, test } from "bun:test";
import { createMemoryStore, type Engine, publish, type Store } from "widthwise";
import { masterKey, mezzanineKey, variantKey } from "widthwise/url";
import { LOADED } from "../../containers/all.ts";
import { codeOfAsync } from "../../containers/thrown.ts";
import { loadedJpeg } from "../../photos/loaded.ts";
import { turnedOriginal, uprightOriginal } from "../../photos/originals.ts";
import { ID } from "../../photos/publishing.ts";
import { remembered } from "../../photos/remembered-engine.ts";
import { encodedQuadrants } from "../../pictures/painter.ts";
import { contentsOf } from "../../stores/contents.ts";
import { failingPut } from "../../stores/failing.ts";
import { freshStores } from "../../stores/fresh.ts";
import { recorded } from "../../stores/recorded.ts";
import { vips } from "../engine.ts";

const { stores, remove } = await freshStores();
afterAll(remove);

const original = uprightOriginal();
const engine = remembered(vips);
const publishTo = (store: Store, bytes = original, maxPixels = 2e6) =>
	publish(ID, bytes, { store, engine, maxPixels, credit: null });

describe.each(stores)("in a $kind store", ({ make }) => {
	test("the master is written last", async () => {
		const { store, calls } = recorded(make());
		await publishTo(store);
		expect(calls).toEqual([
			`put ${mezzanineKey(ID, 1500)}`,
			`put ${mezzanineKey(ID, 1280)}`,
			`put ${mezzanineKey(ID, 640)}`,
			`put ${masterKey(ID)}`,
		]);
	});

	test("publishing twice, or to another store, gives the same bytes", async () => {
		const [store, other] = [make(), make()];
		const first = await publishTo(store);
		const before = await contentsOf(store);
		const options = { store, engine: vips, maxPixels: 2e6, credit: null };
		expect(await publish(ID, original, options)).toEqual(first);
		expect(await contentsOf(store)).toEqual(before);
		await publishTo(other);
		expect(await contentsOf(other)).toEqual(before);
	});

	test("publishing again removes what was cut from the earlier master, and nothing of other photos", async () => {
		const store = make();
		const other = { photoId: "f".repeat(32), cut: { bucket: 416, format: "webp" } } as const;
		const old = [mezzanineKey(ID, 320), variantKey({ ...other, photoId: ID }), variantKey(other)];
		for (const key of old) await store.put(key, original, { contentType: "image/webp" });
		await publishTo(store);
		expect([...(await contentsOf(store)).keys()].sort()).toEqual(
			[
				masterKey(ID),
				...[1500, 1280, 640].map((width) => mezzanineKey(ID, width)),
				variantKey(other),
			].sort(),
		);
	});

	test.each([0, 1, 2, 3])(
		"after write %i has failed, a retry publishes the same bytes",
		async (failAt) => {
			const [store, other] = [make(), make()];
			expect(await codeOfAsync(() => publishTo(failingPut(store, failAt)))).toBe("unavailable");
			expect(await store.head(masterKey(ID))).toBeNull();
			await publishTo(store);
			await publishTo(other);
			expect(await contentsOf(store)).toEqual(await contentsOf(other));
		},
	);

	test("the original is not changed, also as part of a larger buffer", async () => {
		const buffer = new Uint8Array(original.length + 200).fill(7);
		buffer.set(original, 100);
		const before = buffer.slice();
		const [store, other] = [make(), make()];
		await publishTo(store, buffer.subarray(100, 100 + original.length));
		await publishTo(other);
		expect(buffer).toEqual(before);
		expect(await contentsOf(store)).toEqual(await contentsOf(other));
	});
});

describe("publish", () => {
	// The placeholder, two mezzanines, and a re-encoded master.
	test.each([0, 1, 2, 3])("writes nothing if picture %i contains metadata", async (leaky) => {
		const leaking: Engine = {
			...vips,
			render: async (...job) =>
				(await vips.render(...job)).map((picture, i) =>
					i === leaky ? { ...picture, bytes: loadedJpeg(1) } : picture,
				),
		};
		const { store, calls } = recorded(createMemoryStore());
		const options = { store, engine: leaking, maxPixels: 2e6, credit: null };
		const code = await codeOfAsync(() => publish(ID, turnedOriginal(), options));
		expect(code).toBe("metadata-left");
		expect(calls).toEqual([]);
	});
});

describe("nothing is published of", () => {
	const [png, webp, gif] = ["png", "webp", "gif"].map((type) => encodedQuadrants(type, 200, 150));
	const damagedPng = png?.slice() ?? new Uint8Array();
	damagedPng.fill(0xa5, damagedPng.length >> 1, (damagedPng.length >> 1) + 20);
	const truncate = (bytes: Uint8Array | undefined) => bytes?.slice(0, bytes.length * 0.7);

	test.each([
		["an empty file", new Uint8Array(), "empty-file"],
		["a web page", new TextEncoder().encode("<html>not a photo</html>"), "not-an-image"],
		["a PDF", new TextEncoder().encode("%PDF-1.7 and so on"), "unsupported-format"],
		["a truncated JPEG", truncate(original), "truncated-file"],
		["a truncated JPEG with metadata", truncate(loadedJpeg(1, 700, 500)), "truncated-file"],
		["a truncated PNG", truncate(png), "truncated-file"],
		["a truncated WebP", truncate(webp), "truncated-file"],
		["a truncated GIF", truncate(gif), "truncated-file"],
		["a PNG with damaged pixels", damagedPng, "unreadable-image"],
		// Complete containers, but noise instead of compressed pixels.
		["a JPEG of noise", LOADED.jpeg, "unreadable-image"],
		["a WebP of noise", LOADED.webp, "unreadable-image"],
		[
			"a photo with more pixels than allowed",
			encodedQuadrants("png", 2001, 1000),
			"too-many-pixels",
		],
		[
			"a JPEG with more pixels than allowed, without the last of them",
			truncate(encodedQuadrants("jpeg", 2001, 1000)),
			"too-many-pixels",
		],
	])("%s", async (_, bytes, code) => {
		const { store, calls } = recorded(createMemoryStore());
		expect(await codeOfAsync(() => publishTo(store, bytes))).toBe(code);
		expect(calls).toEqual([]);
	});
});

test.each(["", "a/b", "../a", "a.jpg", "ä", "a".repeat(129)])(
	"publish refuses the id %p, which no URL can have, and writes nothing",
	async (id) => {
		const { store, calls } = recorded(createMemoryStore());
		const published = publish(id, original, { store, engine: vips, maxPixels: 2e6, credit: null });
		expect(await codeOfAsync(() => published)).toBe("invalid-argument");
		expect(calls).toEqual([]);
	},
);
