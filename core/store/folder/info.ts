import { readFile } from "node:fs/promises";
import type { ObjectInfo } from "../store.ts";
import { orNull } from "./missing-file.ts";

/** The contents of `<name>.info`, as JSON, beside an object's bytes. */
export type Info = Pick<ObjectInfo, "contentType" | "metadata">;

/**
 * Reads the text of an object's `.info` file; `null` if there is none.
 *
 * @param path the absolute path of the object's bytes
 *
 * @throws {Error} the system's, if the file cannot be read
 *
 * @example
 * await readInfo("/tmp/no-such-object"); // null
 */
export function readInfo(path: string): Promise<string | null> {
	return orNull(readFile(`${path}.info`, "utf8"));
}

/**
 * Parses the text of an object's `.info` file. The text is trusted: only this store writes it.
 *
 * @throws {SyntaxError} if it is not JSON
 *
 * @example
 * parseInfo('{"contentType":"image/jpeg","metadata":{}}').contentType; // "image/jpeg"
 */
export function parseInfo(json: string): Info {
	const info: Info = JSON.parse(json);
	return info;
}
