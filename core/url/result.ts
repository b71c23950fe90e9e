/** Why a URL was refused: a code of the error table and a sentence for the person who asked. */
export type UrlErrorCode =
	| "invalid-path"
	| "invalid-width"
	| "invalid-dpr"
	| "invalid-format"
	| "repeated-parameter"
	| "encoded-parameter"
	| "width-required"
	| "not-found";

/** A refusal. */
export type Refusal = {
	readonly ok: false;
	readonly code: UrlErrorCode;
	readonly message: string;
};

/** What everything in `url/` answers instead of throwing: CloudFront Functions pay for exceptions. */
export type Result<T> = { readonly ok: true; readonly value: T } | Refusal;

/**
 * A successful result.
 *
 * @example
 * accept(416); // { ok: true, value: 416 }
 */
export function accept<T>(value: T): Result<T> {
	return { ok: true, value: value };
}

/**
 * A refusal, with its reason.
 *
 * @example
 * refuse("invalid-width", "Cannot parse width: must be 1 to 10000, got abc");
 */
export function refuse(code: UrlErrorCode, message: string): Refusal {
	return { ok: false, code: code, message: message };
}
