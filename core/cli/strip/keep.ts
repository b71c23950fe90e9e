import type { Credit } from "../../formats/exif/exif.ts";
import { readMetadata } from "../../metadata/read.ts";
import type { StripOptions } from "../../privacy/strip.ts";
import { UsageError } from "../arguments/usage-error.ts";

const KEEPABLE = ["artist", "copyright"] as const;

/** A field that `--keep` keeps. */
export type Keepable = (typeof KEEPABLE)[number];

/**
 * Parses the values of `--keep`, each a list separated by commas.
 *
 * @throws {UsageError} for anything but `copyright` and `artist`
 *
 * @example
 * parseKeep(["copyright,artist"]); // ["copyright", "artist"]
 */
export function parseKeep(lists: readonly string[]): readonly Keepable[] {
	return lists
		.flatMap((list) => list.split(","))
		.map((word) => {
			const known = KEEPABLE.find((name) => name === word.trim());
			if (known) return known;
			throw new UsageError(`--keep must be ${KEEPABLE.join(" or ")}, got ${word}`);
		});
}

/**
 * What stays in a photo: its orientation, without which it would lie on its side, and the fields that
 * are kept.
 *
 * @example
 * await strip(bytes, await keptIn(bytes, ["copyright"]));
 */
export async function keptIn(bytes: Uint8Array, keep: readonly Keepable[]): Promise<StripOptions> {
	return { credit: keep.length === 0 ? null : await creditOf(bytes, keep) };
}

async function creditOf(bytes: Uint8Array, keep: readonly Keepable[]): Promise<Credit> {
	const { artist, copyright } = await readMetadata(bytes);
	return {
		artist: keep.includes("artist") ? artist : null,
		copyright: keep.includes("copyright") ? copyright : null,
	};
}
