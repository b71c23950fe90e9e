import { checkPart } from "../arguments/check-part.ts";

/**
 * Checks that an argument is a store.
 *
 * @throws {WidthwiseError} `invalid-argument`
 *
 * @example
 * checkStore(createMemoryStore());
 */
export function checkStore(store: unknown): void {
	const expected =
		"store must be a store, such as createMemoryStore(), or createFolderStore() from widthwise/store/folder";
	checkPart(store, ["get", "put", "head", "delete"], expected);
}
