import { describe, expect, test } from "bun:test";
import { createMemoryStore, type Store } from "widthwise";
import { createStoreSource } from "widthwise/source/store";
import { codeOfAsync } from "../../containers/thrown.ts";

const photo = new TextEncoder().encode("photo");
const options = { contentType: "image/jpeg" };

/** A store of somebody else, whose objects have no version. */
function unversioned(store: Store): Pick<Store, "head" | "get"> {
	return {
		async head(key) {
			const info = await store.head(key);
			return info && { ...info, version: undefined };
		},
		async get(key) {
			const object = await store.get(key);
			return object && { ...object, version: undefined };
		},
	};
}

describe.each([
	["versions", (store: Store) => store],
	["no versions", unversioned],
])("a source in a store with %s", (_, adapt) => {
	test("finds objects below its prefix", async () => {
		const store = createMemoryStore();
		await store.put("originals/trips/a.jpg", photo, options);
		const source = createStoreSource({ store: adapt(store), prefix: "originals/" });
		expect(await (await source.find("trips/a.jpg"))?.read(5)).toEqual(photo);
		for (const id of [
			"b.jpg",
			"",
			"../originals/trips/a.jpg",
			"trips/a b.jpg",
			"ä",
			"a".repeat(600),
		]) {
			expect(await source.find(id)).toBeNull();
		}
	});

	test("gives a replaced object another version", async () => {
		const store = createMemoryStore();
		await store.put("a.jpg", photo, options);
		const source = createStoreSource({ store: adapt(store) });
		const first = await source.find("a.jpg");
		expect((await source.find("a.jpg"))?.version).toBe(first?.version ?? "none");
		await store.put("a.jpg", new TextEncoder().encode("other photo"), options);
		expect((await source.find("a.jpg"))?.version).not.toBe(first?.version ?? "none");
		expect(await codeOfAsync(() => first?.read(99))).toBe("busy");
		await store.delete("a.jpg");
		expect(await source.find("a.jpg")).toBeNull();
	});

	test("does not read more than is allowed", async () => {
		const store = createMemoryStore();
		await store.put("a.jpg", photo, options);
		const found = await createStoreSource({ store: adapt(store) }).find("a.jpg");
		expect(await codeOfAsync(() => found?.read(4))).toBe("file-too-large");
	});
});
