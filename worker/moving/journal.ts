import { appendFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { ObjectInfo } from "widthwise/store";

/** The objects that were copied and verified, by this run and by earlier ones. */
export type MoveJournal = {
	/** Whether this version of the object was verified. */
	has(object: ObjectInfo): boolean;
	/** Notes that it was. */
	add(object: ObjectInfo): void;
};

/**
 * Opens the journal of a move: a file with a line for each verified object. A run that ended in the
 * middle of a line, or of a copy, does that object again.
 *
 * @param path the file, made at the first object
 *
 * @example
 * const journal = await openMoveJournal("/srv/widthwise/data/move-to-s3.txt");
 */
export async function openMoveJournal(path: string): Promise<MoveJournal> {
	const text = await readFile(path, "utf8").catch(() => "");
	const verified = new Set(text.split("\n"));
	return {
		// Without a version, nobody knows whether it was replaced since.
		has: (object) => object.version !== undefined && verified.has(lineOf(object)),
		add(object) {
			if (verified.has(lineOf(object))) return;
			verified.add(lineOf(object));
			appendFileSync(path, `${lineOf(object)}\n`);
		},
	};
}

function lineOf({ key, version }: ObjectInfo): string {
	return JSON.stringify([key, version]);
}
