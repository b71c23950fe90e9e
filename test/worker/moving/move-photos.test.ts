import { beforeEach, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { createMemoryStore, type Store } from "widthwise";
import { masterKey, mezzanineKey, originalKey, trashKey, verdictKey } from "widthwise/url";
import { openMoveJournal } from "../../../worker/moving/journal.ts";
import { type MoveProgress, movePhotos } from "../../../worker/moving/move-photos.ts";
import { makeTiedFolder } from "../../services/tied-process.ts";
import { contentsOf } from "../../stores/contents.ts";
import { SOME_BYTES } from "../photo-parts.ts";
import { photoId } from "../photos.ts";

const [id, other] = [photoId(1), photoId(2)];
const jpeg = { contentType: "image/jpeg" };
const info = { width: "600", height: "400" };

let from: { readonly media: Store; readonly publicStore: Store };
let to: { readonly media: Store; readonly publicStore: Store };
/** Keys that were written at the target. */
let written: string[];
beforeEach(async () => {
	written = [];
	from = { media: createMemoryStore(), publicStore: createMemoryStore() };
	to = { media: watched(createMemoryStore()), publicStore: watched(createMemoryStore()) };
	for (const photo of [id, other]) {
		await from.media.put(originalKey(photo), SOME_BYTES, { contentType: "image/gif" });
		await from.publicStore.put(masterKey(photo), SOME_BYTES, { ...jpeg, metadata: info });
		await from.publicStore.put(mezzanineKey(photo, 600), SOME_BYTES, jpeg);
		await from.publicStore.put(`photos/${photo}/w480.webp`, SOME_BYTES, jpeg);
	}
	await from.media.put(verdictKey(id), SOME_BYTES, { contentType: "application/json" });
});

function watched(store: Store): Store {
	return {
		...store,
		async put(key, body, options) {
			written.push(key);
			return store.put(key, body, options);
		},
	};
}

/** Moves with a journal of its own; resolves to the last state and what was written. */
async function move(path?: string) {
	await using folder = await tiedFolder();
	const states: MoveProgress[] = [];
	const journal = await openMoveJournal(path ?? join(folder.path, "journal.txt"));
	const end = await movePhotos({ from, to, journal, onProgress: (state) => states.push(state) });
	expect(states).toHaveLength(end.total);
	return end;
}

async function tiedFolder() {
	const folder = await makeTiedFolder("move");
	return { path: folder.path, [Symbol.asyncDispose]: folder.remove };
}

async function expectSame(): Promise<void> {
	expect(await contentsOf(to.media)).toEqual(await contentsOf(from.media));
	expect(await contentsOf(to.publicStore)).toEqual(await contentsOf(from.publicStore));
}

describe("a move", () => {
	test("copies originals, verdicts and public files with their metadata, masters last", async () => {
		const end = await move();
		expect(end).toMatchObject({ done: 9, total: 9, failures: [], bytes: 9 * SOME_BYTES.length });
		expect(end.outcomes).toEqual({ copied: 9, present: 0, gone: 0 });
		await expectSame();
		expect(written.slice(-2).sort()).toEqual([masterKey(id), masterKey(other)].sort());
	});

	test("copies the trash before any original, and follows what was deleted and restored since", async () => {
		const json = { contentType: "application/json" };
		await from.media.put(trashKey(other), SOME_BYTES, json);
		await move();
		expect(written[0]).toBe(trashKey(other));
		await from.media.delete(trashKey(other));
		await from.media.put(trashKey(id), SOME_BYTES, json);
		for (const key of await Array.fromAsync(from.publicStore.list(`photos/${id}/`))) {
			await from.publicStore.delete(key);
		}
		await move();
		await expectSame();
	});

	test("leaves out uploads, info files of other programs and what is not ours", async () => {
		const before = (await move()).total;
		await from.media.put("resumable/a", SOME_BYTES, jpeg);
		const { list } = from.publicStore;
		from.publicStore.list = async function* (prefix) {
			yield `photos/${id}/master.info`;
			yield* list(prefix);
		};
		await from.publicStore.put("photos/readme.txt", SOME_BYTES, jpeg);
		expect((await move()).total).toBe(before);
	});

	test("repeated, copies what is new or other, and mends what a plain copy made", async () => {
		await move();
		await to.publicStore.put(masterKey(id), SOME_BYTES, jpeg);
		await to.publicStore.put(masterKey(other), SOME_BYTES.with(0, 7), { ...jpeg, metadata: info });
		await from.media.put(originalKey(photoId(3)), SOME_BYTES, jpeg);
		written = [];
		const { outcomes } = await move();
		expect(outcomes).toEqual({ copied: 3, present: 7, gone: 0 });
		expect(written.sort()).toEqual(
			[masterKey(id), masterKey(other), originalKey(photoId(3))].sort(),
		);
		await expectSame();
	});

	test("reads nothing a second time that its journal has, unless it was replaced", async () => {
		await using folder = await tiedFolder();
		const path = join(folder.path, "journal.txt");
		await move(path);
		let read: string[] = [];
		const { get } = from.publicStore;
		from.publicStore.get = (key) => {
			read.push(key);
			return get(key);
		};
		expect((await move(path)).outcomes.present).toBe(9);
		expect(read).toEqual([]);
		await from.publicStore.put(masterKey(id), SOME_BYTES.with(0, 7), { ...jpeg, metadata: info });
		read = [];
		expect((await move(path)).outcomes).toMatchObject({ copied: 1, present: 8 });
		expect(read).toEqual([masterKey(id)]);
		await expectSame();
	});

	test("goes on after a failure, and finds a copy whose bytes are others", async () => {
		const { get } = to.publicStore;
		to.publicStore.get = async (key) => {
			const object = await get(key);
			if (key !== masterKey(id) || !object) return object;
			return { ...object, stream: () => new Blob([SOME_BYTES.with(0, 7)]).stream() };
		};
		const { failures, outcomes } = await move();
		expect(failures).toMatchObject([{ key: masterKey(id), error: { code: "internal" } }]);
		expect(outcomes.copied).toBe(8);
	});

	test("does not mind a photo that is deleted meanwhile", async () => {
		const { head } = from.media;
		from.media.head = async (key) => (key === originalKey(id) ? null : head(key));
		expect((await move()).outcomes).toEqual({ copied: 8, present: 0, gone: 1 });
	});
});
