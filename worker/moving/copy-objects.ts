import type { Store } from "widthwise";
import { createBudget } from "widthwise/internal";
import { type Copied, copyObject } from "./copy-object.ts";
import type { MoveJournal } from "./journal.ts";

/** Each waits for the network most of the time. */
const OBJECTS_AT_ONCE = 8;

/** Bytes in memory. */
const MAX_MEMORY = 256_000_000;

/**
 * Copies objects from one store to another, several at once, in the order of their keys; each as
 * `copyObject` does. Goes on after a failure.
 *
 * @param options.onCopied called after each object that was copied, was there or is gone
 * @param options.onFailed called after each that could not be copied
 *
 * @example
 * await copyObjects(keys, { source, target, journal, onCopied: () => {}, onFailed: console.error });
 */
export async function copyObjects(
	keys: Iterable<string>,
	options: {
		readonly source: Store;
		readonly target: Store;
		readonly journal: MoveJournal;
		readonly onCopied: (copied: Copied) => void;
		readonly onFailed: (key: string, error: unknown) => void;
	},
): Promise<void> {
	const { source } = options;
	const memory = createBudget(MAX_MEMORY);
	const rest = keys[Symbol.iterator]();

	async function copyOne(key: string): Promise<void> {
		try {
			const size = (await source.head(key))?.size ?? 0;
			options.onCopied(await memory.run(size, () => copyObject(key, options)));
		} catch (error) {
			options.onFailed(key, error);
		}
	}

	async function copyNext(): Promise<void> {
		for (let next = rest.next(); !next.done; next = rest.next()) await copyOne(next.value);
	}

	await Promise.all(Array.from({ length: OBJECTS_AT_ONCE }, copyNext));
}
