import { invalidArgument } from "../errors.ts";
import { kindOf } from "./kind-of.ts";

/**
 * Checks that an argument is an object with functions, such as a store. Without the check, JavaScript
 * fails later and elsewhere.
 *
 * @param expected the start of the message, which names the argument and how to get one
 *
 * @throws {WidthwiseError} `invalid-argument`
 *
 * @example
 * checkPart(store, ["get", "put"], "store must be a store, such as createMemoryStore()");
 */
export function checkPart(part: unknown, functions: readonly string[], expected: string): void {
	const isPart =
		typeof part === "object" &&
		part !== null &&
		functions.every((name) => typeof Reflect.get(part, name) === "function");
	if (!isPart) throw invalidArgument(`${expected}; got ${kindOf(part)}`);
}

/**
 * Checks that an argument is the path of a folder, or another text that must not be empty.
 *
 * @throws {WidthwiseError} `invalid-argument`
 *
 * @example
 * checkText("/srv/photos", "folder must be the path of a folder");
 */
export function checkText(text: unknown, expected: string): void {
	if (typeof text === "string" && text !== "") return;
	throw invalidArgument(`${expected}; got ${text === "" ? "an empty string" : kindOf(text)}`);
}
