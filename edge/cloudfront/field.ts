/**
 * Reads a member of a value of unknown type.
 *
 * @returns `undefined` if the value is no object, or has no such member
 *
 * @example
 * field(JSON.parse('{"uri":"/a"}'), "uri"); // "/a"
 */
export function field(value: unknown, name: string): unknown {
	return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
