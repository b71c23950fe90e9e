import { isDeepStrictEqual } from "node:util";
import { WidthwiseError } from "../../core/errors.ts";

/** What a call returns; `null` if it refuses its input with a WidthwiseError. Other errors are finds. */
export function unlessRefused<T>(call: () => T): T | null {
	try {
		return call();
	} catch (error) {
		if (error instanceof WidthwiseError) return null;
		throw error;
	}
}

/** The same for a promise. */
export async function unlessRejected<T>(promise: Promise<T>): Promise<T | null> {
	try {
		return await promise;
	} catch (error) {
		if (error instanceof WidthwiseError) return null;
		throw error;
	}
}

/** Throws if what must hold for every input does not: a find. */
export function mustHold(isTrue: boolean, promise: string): void {
	if (!isTrue) throw new Error(`Does not hold: ${promise}`);
}

/** Throws if two values that must be equal are not: a find. */
export function mustEqual(actual: unknown, expected: unknown, promise: string): void {
	mustHold(isDeepStrictEqual(actual, expected), promise);
}
