import type { WidthwiseError } from "../errors.ts";

/**
 * Runs codec code. Its C++ exceptions have no readable message and mean that the input was bad, so
 * they become `failure`. Traps and JavaScript errors pass through: they mean that the instance can
 * no longer be trusted.
 *
 * @example
 * guard(cannotEncode, () => image.webpsaveBuffer());
 */
export function guard<T>(failure: (cause: unknown) => WidthwiseError, run: () => T): T {
	try {
		return run();
	} catch (error) {
		if (error instanceof WebAssembly.Exception) throw failure(error);
		throw error;
	}
}
