import { invalidArgument } from "../errors.ts";

/**
 * Checks that an argument is a whole number.
 *
 * @param name the name of the argument, for the message
 *
 * @throws {WidthwiseError} `invalid-argument`
 *
 * @example
 * checkWhole("threads", 4, 1);
 */
export function checkWhole(name: string, value: number, min: number): void {
	if (Number.isSafeInteger(value) && value >= min) return;
	throw invalidArgument(`${name} must be a whole number of at least ${min}, got ${value}`);
}
