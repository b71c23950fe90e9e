/**
 * Frees what this thread no longer uses, where the runtime can be asked to: Bun. The WebAssembly memory of
 * an instance is freed with the instance, and JavaScriptCore may keep one that nothing uses for minutes.
 *
 * @returns whether it did
 *
 * @example
 * collectGarbage(); // true on Bun
 */
export function collectGarbage(): boolean {
	if (typeof Bun === "undefined") return false;
	Bun.gc(true);
	return true;
}
