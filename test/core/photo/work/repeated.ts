import { join } from "../../../containers/bytes.ts";

/** Repeats parts of a file. */
export function repeated(times: number, ...parts: readonly Uint8Array[]): Uint8Array {
	const one = join(...parts);
	const all = new Uint8Array(times * one.length);
	for (let index = 0; index < times; index++) all.set(one, index * one.length);
	return all;
}

/** Joins many parts. */
export function numbered(count: number, part: (index: number) => Uint8Array): Uint8Array {
	return Buffer.concat(Array.from({ length: count }, (_, index) => part(index)));
}
