import { WidthwiseError } from "../../core/errors.ts";

/**
 * Returns the code of the WidthwiseError that a call throws; "" if it succeeds. Rethrows other
 * errors.
 */
export function codeOf(call: () => unknown): string {
	try {
		call();
		return "";
	} catch (error) {
		if (error instanceof WidthwiseError) return error.code;
		throw error;
	}
}

/** Like {@link codeOf}, for a call that may return a promise. */
export async function codeOfAsync(call: () => unknown): Promise<string> {
	try {
		await call();
		return "";
	} catch (error) {
		if (error instanceof WidthwiseError) return error.code;
		throw error;
	}
}
