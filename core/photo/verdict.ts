import { ERROR_CODES, type ErrorCode, WidthwiseError } from "../errors.ts";
import type { PhotoMetadata } from "../metadata/read.ts";
import type { Published } from "./publish.ts";
import { isPhotoMetadata } from "./verdict-metadata.ts";

/**
 * How publishing ended outside the worker, where the catalogue cannot be reached. It is written to
 * the media store, from which the worker copies it into the catalogue.
 */
export type Verdict =
	| {
			readonly ok: true;
			readonly published: Published;
			/** The original's; functions of older versions left it out. */
			readonly metadata?: PhotoMetadata | undefined;
	  }
	| {
			readonly ok: false;
			readonly code: ErrorCode;
			readonly message: string;
			/** The original's, if it could be read. */
			readonly metadata?: PhotoMetadata | undefined;
	  }
	| Unfinished;

/** In the place of a verdict that is still to come. */
export type Unfinished = {
	readonly ok: null;
	/**
	 * How often the function has begun without coming to an end: it may be at work, or the photo may have
	 * killed it. 0 if nothing has called it: the original has to be stored again.
	 */
	readonly runs: number;
};

/** Failures that the photo itself causes, so that another attempt would fail too. */
const FINAL_CODES: ReadonlySet<string> = new Set<ErrorCode>([
	"bad-request",
	"not-an-image",
	"unsupported-format",
	"empty-file",
	"file-too-large",
	"truncated-file",
	"too-many-pixels",
	"too-much-memory",
	"unreadable-image",
	"metadata-left",
	"engine-timeout",
]);

/**
 * Whether the photo itself caused a failure, so that publishing it again would fail again.
 *
 * @example
 * isFinal(new WidthwiseError("truncated-file", "...")); // true
 * isFinal(new WidthwiseError("unavailable", "...")); // false
 */
export function isFinal(error: unknown): error is WidthwiseError {
	return error instanceof WidthwiseError && FINAL_CODES.has(error.code);
}

/**
 * Formats a verdict as JSON in UTF-8; {@link parseVerdict} reads it back.
 *
 * @example
 * await media.put(verdictKey(id), formatVerdict(verdict), { contentType: "application/json" });
 */
export function formatVerdict(verdict: Verdict): Uint8Array {
	return new TextEncoder().encode(JSON.stringify(verdict));
}

/**
 * Reads a verdict.
 *
 * @throws {WidthwiseError} `internal` if the bytes are not a verdict
 *
 * @example
 * const object = await media.get(verdictKey(id));
 * if (object) parseVerdict(await object.bytes()).ok; // true
 */
export function parseVerdict(bytes: Uint8Array): Verdict {
	let value: unknown;
	try {
		value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
	} catch (cause) {
		throw unreadableVerdict(cause);
	}
	const verdict = withVersion(value);
	if (isVerdict(verdict)) return verdict;
	throw unreadableVerdict();
}

/** A function that does not know versions leaves its own out. */
function withVersion(value: unknown): unknown {
	if (!isRecord(value) || !isRecord(value.published)) return value;
	return { ...value, published: { version: 0, ...value.published } };
}

function isVerdict(value: unknown): value is Verdict {
	if (!isRecord(value)) return false;
	if (value.ok === null) return Number.isInteger(value.runs) && Number(value.runs) >= 0;
	if (value.metadata !== undefined && !isPhotoMetadata(value.metadata)) return false;
	if (value.ok === true) return isPublished(value.published);
	return value.ok === false && isErrorCode(value.code) && typeof value.message === "string";
}

function isPublished(value: unknown): value is Published {
	if (!isRecord(value)) return false;
	const { width, height, bytes, contentType, placeholder, version } = value;
	const areNumbers = [width, height, bytes].every((n) => Number.isInteger(n) && Number(n) > 0);
	return (
		areNumbers &&
		Number.isInteger(version) &&
		typeof contentType === "string" &&
		typeof placeholder === "string"
	);
}

function isErrorCode(value: unknown): value is ErrorCode {
	return ERROR_CODES.some((code) => code === value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null;
}

function unreadableVerdict(cause?: unknown): WidthwiseError {
	return new WidthwiseError("internal", "The photo's verdict cannot be read", { cause });
}
