/**
 * The codes of expected errors. They are part of the API, as clients may switch on them: codes are
 * added, never renamed.
 */
export const ERROR_CODES = [
	/**
	 * A part of the request other than the URL is invalid: a header, a cursor, a form without files.
	 */
	"bad-request",
	"invalid-path",
	"invalid-signature",
	"invalid-width",
	"invalid-dpr",
	"invalid-format",
	"repeated-parameter",
	"encoded-parameter",
	"width-required",
	"query-too-long",
	"not-found",
	"file-too-large",
	"not-an-image",
	"unsupported-format",
	"empty-file",
	"truncated-file",
	"too-many-pixels",
	/** Decoding the file would take more memory than is allowed. */
	"too-much-memory",
	"unreadable-image",
	"metadata-left",
	"engine-failed",
	"internal",
	"engine-timeout",
	/** An engine cannot run here: something that it needs is missing. */
	"engine-unavailable",
	/** A store or server that is needed does not answer. Try again later. */
	"unavailable",
	/** The object is in use, or there are too many requests. Try again later. */
	"busy",
	"disk-full",
	/** Another process uses the port or the folder. */
	"in-use",
	/** A setting is wrong: a name, a password, a permission. */
	"misconfigured",
	/** The calling code passed a value that the function does not take. */
	"invalid-argument",
] as const;

/** One of {@link ERROR_CODES}. */
export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * The error that the library throws for everything except bugs. Its `code` is for programs; its
 * `message` can be shown to the person who made the request or sent the file. The technical reason
 * is the `cause`.
 *
 * @example
 * new WidthwiseError("empty-file", "The file is empty").code;
 * // "empty-file"
 */
export class WidthwiseError extends Error {
	/** One of {@link ERROR_CODES}. */
	readonly code: ErrorCode;
	/** Seconds after which another attempt is likely to succeed, if that is known. */
	readonly retryAfterSeconds: number | undefined;

	/** The `cause` among the options is the technical reason. */
	constructor(
		code: ErrorCode,
		message: string,
		options?: ErrorOptions & { readonly retryAfterSeconds?: number },
	) {
		super(message, options);
		this.name = "WidthwiseError";
		this.code = code;
		this.retryAfterSeconds = options?.retryAfterSeconds;
	}
}

/**
 * Makes the error for a mistake of the calling code.
 *
 * @param message what the function takes, and what it got
 *
 * @example
 * throw invalidArgument("quality must be 1 to 100, got 500");
 */
export function invalidArgument(message: string): WidthwiseError {
	return new WidthwiseError("invalid-argument", message);
}
