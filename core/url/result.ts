/** Why a URL was refused: one of the codes in `ERROR_CODES`. */
export type UrlErrorCode =
	| "invalid-path"
	| "invalid-signature"
	| "invalid-width"
	| "invalid-dpr"
	| "invalid-format"
	| "repeated-parameter"
	| "encoded-parameter"
	| "width-required"
	| "query-too-long"
	| "not-found";

/** A refused URL, key or list of buckets. */
export type Refusal = {
	readonly ok: false;
	readonly code: UrlErrorCode;
	/** A sentence for the person who made the request. */
	readonly message: string;
};

/**
 * A value or a refusal. `url/` returns it instead of throwing: exceptions are slow in CloudFront
 * Functions.
 */
export type Result<T> = { readonly ok: true; readonly value: T } | Refusal;

/**
 * Makes a successful result.
 *
 * @example
 * accept(416); // { ok: true, value: 416 }
 */
export function accept<T>(value: T): Result<T> {
	return { ok: true, value: value };
}

/**
 * Makes a refusal.
 *
 * @param message a sentence for the person who made the request
 *
 * @example
 * refuse("invalid-width", "Cannot parse width: must be 1 to 10000, got abc");
 */
export function refuse(code: UrlErrorCode, message: string): Refusal {
	return { ok: false, code: code, message: message };
}
