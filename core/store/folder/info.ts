import { readFile } from "node:fs/promises";
import type { ObjectInfo } from "../store.ts";
import { orNull } from "./missing-file.ts";

/** What is kept beside an object's bytes, as JSON in `<name>.info`. */
export type Info = Pick<ObjectInfo, "contentType" | "metadata">;

/**
 * The text of the info beside an object's bytes; `null` if there is none.
 *
 * @param path where the bytes lie
 *
 * @example
 * const text = await readInfo("/srv/photos/public/photos/ab12/master");
 */
export function readInfo(path: string): Promise<string | null> {
	return orNull(readFile(`${path}.info`, "utf8"));
}

/**
 * Reads what {@link readInfo} gave.
 *
 * @example
 * const { contentType } = parseInfo(text);
 */
export function parseInfo(json: string): Info {
	const info: Info = JSON.parse(json);
	return info;
}
