/**
 * Everything that can go wrong on purpose, and the HTTP status it maps to. A code is part of the
 * API: clients may switch on it, so codes are added, never renamed.
 */
export const HTTP_STATUS = {
	/** The request's own words are wrong (a header, a cursor, a form without files). */
	"bad-request": 400,
	"invalid-path": 400,
	"invalid-width": 400,
	"invalid-dpr": 400,
	"invalid-format": 400,
	"repeated-parameter": 400,
	"encoded-parameter": 400,
	"width-required": 400,
	unauthorized: 401,
	forbidden: 403,
	"not-found": 404,
	"file-too-large": 413,
	"not-an-image": 415,
	"unsupported-format": 415,
	"empty-file": 422,
	"truncated-file": 422,
	"too-many-pixels": 422,
	"unreadable-image": 422,
	"metadata-left": 500,
	"engine-failed": 500,
	internal: 500,
	"engine-timeout": 503,
	unavailable: 503,
} as const;

/** One of the codes in {@link HTTP_STATUS}. */
export type ErrorCode = keyof typeof HTTP_STATUS;

/**
 * The only error that leaves the core on purpose: a `code` for programs and a `message` that may be
 * shown to the person who sent the bytes (no paths, no stack, no library's words).
 *
 * @example
 * throw new WidthwiseError("empty-file", "The file is empty: choose one with a photo in it");
 */
export class WidthwiseError extends Error {
	readonly code: ErrorCode;

	constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
		super(message, options);
		this.name = "WidthwiseError";
		this.code = code;
	}
}

/**
 * The HTTP status (400 to 599) for anything thrown: 500 for what is not ours.
 *
 * @example
 * httpStatus(new WidthwiseError("not-found", "No such photo")); // 404
 */
export function httpStatus(error: unknown): number {
	return error instanceof WidthwiseError ? HTTP_STATUS[error.code] : 500;
}
