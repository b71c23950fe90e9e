import { WidthwiseError } from "../../errors.ts";

/** Our messages for errors of the set-up, by S3's error code or the SDK's name. */
const SETUP_FAILURES: ReadonlyMap<string, string> = new Map([
	["NoSuchBucket", "The store's bucket does not exist"],
	["InvalidBucketName", "The store's bucket does not exist: its name is not valid"],
	["InvalidAccessKeyId", "The store does not know the access key"],
	["SignatureDoesNotMatch", "The store refuses the secret key"],
	["InvalidToken", "The store refuses the session token"],
	["ExpiredToken", "The store's credentials have expired"],
	["CredentialsProviderError", "There are no credentials for the store"],
	["RequestTimeTooSkewed", "The store refuses requests, because this machine's clock is wrong"],
	["AccessDenied", "The store's credentials are not allowed to use the bucket"],
	["AllAccessDisabled", "The store's credentials are not allowed to use the bucket"],
]);

/** S3's error codes for a bucket in another region. */
const OTHER_REGION: ReadonlySet<string> = new Set([
	"PermanentRedirect",
	"AuthorizationHeaderMalformed",
	"IllegalLocationConstraintException",
]);

/**
 * Translates the error of an S3 request: `misconfigured` if credentials, bucket or region are
 * wrong, else `unavailable`. Returns a `WidthwiseError` unchanged.
 *
 * @example
 * s3Failure(Object.assign(new Error(), { name: "NoSuchBucket" })).code; // "misconfigured"
 */
export function s3Failure(error: unknown): WidthwiseError {
	if (error instanceof WidthwiseError) return error;
	const problem = setupMessage(error);
	if (problem !== null) return new WidthwiseError("misconfigured", problem, { cause: error });
	const message = "The store does not answer: try again in a moment";
	return new WidthwiseError("unavailable", message, { cause: error });
}

/**
 * Whether a store failed because credentials, bucket or region are wrong, so that retrying is
 * useless.
 *
 * @example
 * const error = s3Failure(Object.assign(new Error(), { name: "ExpiredToken" }));
 * isSetupFailure(error); // true
 */
export function isSetupFailure(error: unknown): boolean {
	return error instanceof WidthwiseError && setupMessage(error.cause) !== null;
}

/**
 * Returns the HTTP status of a failed request; `null` if there was no response.
 *
 * @example
 * statusOf({ $metadata: { httpStatusCode: 404 } }); // 404
 */
export function statusOf(error: unknown): number | null {
	const metadata = fieldOf(error, "$metadata");
	const status = fieldOf(metadata, "httpStatusCode");
	return typeof status === "number" ? status : null;
}

/**
 * Returns the name of an error: S3's error code, or the name that the SDK or the runtime gives it.
 *
 * @example
 * nameOf(new TypeError()); // "TypeError"
 */
export function nameOf(error: unknown): string {
	return String(fieldOf(error, "name") ?? "");
}

function setupMessage(error: unknown): string | null {
	const name = nameOf(error);
	const status = statusOf(error);
	if (OTHER_REGION.has(name) || status === 301) {
		const region = regionOf(error);
		return `The store's bucket is in another region${region ? `: ${region}` : ""}`;
	}
	const message = SETUP_FAILURES.get(name);
	if (message) return message;
	// The response to HEAD has no body, and so no error code.
	return status === 401 || status === 403 ? (SETUP_FAILURES.get("AccessDenied") ?? null) : null;
}

/** S3 names the right region in the body of the response, or in a header if there is no body. */
function regionOf(error: unknown): string | null {
	const headers = fieldOf(fieldOf(error, "$response"), "headers");
	const region = fieldOf(error, "Region") ?? fieldOf(headers, "x-amz-bucket-region");
	return typeof region === "string" && /^[a-z0-9-]{1,40}$/.test(region) ? region : null;
}

function fieldOf(value: unknown, name: string): unknown {
	if (typeof value !== "object" || value === null) return undefined;
	return Reflect.get(value, name);
}
