import { type Store, WidthwiseError } from "widthwise";
import type { ObjectInfo, StoredObject } from "widthwise/store";
import type { MoveJournal } from "./journal.ts";

/** How copying an object ended. */
export type Copied = {
	/** `present`: it was there already, with the same bytes. `gone`: the source no longer has it. */
	readonly outcome: "copied" | "present" | "gone";
	/** Its size in bytes. */
	readonly bytes: number;
};

const GONE: Copied = { outcome: "gone", bytes: 0 };

/**
 * Copies an object from one store to another, with its content type and metadata, and reads it back: its
 * size and its SHA-256 must be the same. Safe to repeat; what the journal says was verified is only
 * looked for.
 *
 * @throws {WidthwiseError} `internal` if the copy has other bytes; any error of the stores
 *
 * @example
 * await copyObject("originals/…", { source, target, journal }); // { outcome: "copied", bytes: 12_000_000 }
 */
export async function copyObject(
	key: string,
	stores: { readonly source: Store; readonly target: Store; readonly journal: MoveJournal },
): Promise<Copied> {
	const { source, target, journal } = stores;
	const found = await source.head(key);
	if (!found) return GONE;
	if (journal.has(found) && isSame(await target.head(key), found)) {
		return { outcome: "present", bytes: found.size };
	}
	const original = await source.get(key);
	if (!original) return GONE;
	const bytes = await original.bytes();
	const isThere = async (): Promise<boolean> => {
		const copy = await target.get(key);
		if (copy === null) return false;
		const isEqual = (await hashOf(copy)) === hash(bytes);
		return isEqual && isSame(copy, original);
	};
	const wasThere = isSame(await target.head(key), original) && (await isThere());
	if (!wasThere) {
		const { contentType, metadata } = original;
		await target.put(key, bytes, { contentType, metadata });
		if (!(await isThere())) throw differs(key);
	}
	journal.add(original);
	return { outcome: wasThere ? "present" : "copied", bytes: original.size };
}

function isSame(one: ObjectInfo | null, other: ObjectInfo): boolean {
	if (one?.size !== other.size || one.contentType !== other.contentType) return false;
	return Bun.deepEquals(one.metadata, other.metadata);
}

async function hashOf(object: StoredObject): Promise<string> {
	const hash = new Bun.CryptoHasher("sha256");
	for await (const chunk of object.stream()) hash.update(chunk);
	return hash.digest("hex");
}

function hash(bytes: Uint8Array): string {
	return new Bun.CryptoHasher("sha256").update(bytes).digest("hex");
}

function differs(key: string): WidthwiseError {
	return new WidthwiseError("internal", `${key} has other bytes at its new place: run it again`);
}
