/**
 * Names the kind of a wrong argument, to end a message with.
 *
 * @example
 * kindOf(null); // "null"
 * kindOf(Promise.resolve()); // "a Promise: await it first"
 */
export function kindOf(value: unknown): string {
	if (typeof value === "string") return "a string";
	if (typeof value === "function") return "a function: call it first";
	if (value instanceof Promise) return "a Promise: await it first";
	if (value === null || typeof value !== "object") return String(value);
	return `an object of ${value.constructor?.name ?? "no class"}`;
}
