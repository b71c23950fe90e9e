/**
 * Everything that can go wrong on purpose. A code is part of the API: clients may switch on it, so codes
 * are added, never renamed.
 */
export const ERROR_CODES = [
	/** The request's own words are wrong (a header, a cursor, a form without files). */
	"bad-request",
	"invalid-path",
	"invalid-width",
	"invalid-dpr",
	"invalid-format",
	"repeated-parameter",
	"encoded-parameter",
	"width-required",
	"not-found",
	"file-too-large",
	"not-an-image",
	"unsupported-format",
	"empty-file",
	"truncated-file",
	"too-many-pixels",
	"unreadable-image",
	"metadata-left",
	"engine-failed",
	"internal",
	"engine-timeout",
	/** Something that is needed is away: it may be back in a moment. */
	"unavailable",
	/** Somebody else is at it, or too many are: it may be over in a moment. */
	"busy",
	"disk-full",
	/** Another process holds the port or the folder. */
	"in-use",
	/** The settings are wrong: a name, a password, a permission. */
	"misconfigured",
] as const;

/** One of {@link ERROR_CODES}. */
export type ErrorCode = (typeof ERROR_CODES)[number];

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
