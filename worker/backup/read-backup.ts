import { WidthwiseError } from "widthwise";
import { type BackupHead, parseHead } from "./backup-head.ts";
import { formatEnd } from "./backup-lines.ts";

/** A backup that is read. */
export type Backup = {
	/** `null` in backups of earlier versions, which hold only records. */
	readonly head: BackupHead | null;
	/** The lines of the photos' records, as `importPhotos` takes them. */
	readonly records: AsyncIterable<string>;
};

/**
 * Reads a backup from its lines.
 *
 * @throws {WidthwiseError} `bad-request` if it is empty; at the end of its records, if it was cut off
 *
 * @example
 * const { head, records } = await readBackup(lines);
 */
export async function readBackup(lines: AsyncIterable<string>): Promise<Backup> {
	const all = lines[Symbol.asyncIterator]();
	const first = await all.next();
	if (first.done) throw cutOff();
	const head = parseHead(first.value);
	const rest = { [Symbol.asyncIterator]: () => all };
	if (head) return { head, records: untilEnd(rest) };
	return { head, records: withFirst(first.value, rest) };
}

/** Holds each line back until there is another: the last one is the end. */
async function* untilEnd(lines: AsyncIterable<string>): AsyncGenerator<string, void> {
	let count = 0;
	let last: string | null = null;
	for await (const line of lines) {
		if (line.trim() === "") continue;
		if (last !== null) yield last;
		if (last !== null) count++;
		last = line;
	}
	if (last !== formatEnd(count)) throw cutOff();
}

async function* withFirst(
	first: string,
	rest: AsyncIterable<string>,
): AsyncGenerator<string, void> {
	yield first;
	yield* rest;
}

function cutOff(): WidthwiseError {
	return new WidthwiseError("bad-request", "The backup was cut off: restore another one");
}
