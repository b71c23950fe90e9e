import { WidthwiseError } from "../../errors.ts";

/** What an S3 server answers when the set-up is wrong, by its error code, and how we say it. */
const SETUP_FAILURES: ReadonlyMap<string, string> = new Map([
	["NoSuchBucket", "The store's bucket does not exist"],
	["InvalidBucketName", "The store's bucket does not exist: no bucket can have its name"],
	["InvalidAccessKeyId", "The store does not know the access key"],
	["SignatureDoesNotMatch", "The store refuses the secret key"],
	["InvalidToken", "The store refuses the session token"],
	["ExpiredToken", "The store's credentials have expired"],
	["CredentialsProviderError", "There are no credentials for the store"],
	["RequestTimeTooSkewed", "The store refuses requests, because this machine's clock is wrong"],
	["AccessDenied", "The store does not let these credentials use the bucket"],
	["AllAccessDisabled", "The store does not let these credentials use the bucket"],
]);

/** What the server answers when the bucket is at home somewhere else. */
const OTHER_REGION: ReadonlySet<string> = new Set([
	"PermanentRedirect",
	"AuthorizationHeaderMalformed",
	"IllegalLocationConstraintException",
]);

/**
 * Says in our words what an S3 request failed of: `misconfigured` where no waiting cures it, else
 * `unavailable`.
 *
 * @example
 * await client.send(command).catch((error) => {
 *   throw s3Failure(error);
 * });
 */
export function s3Failure(error: unknown): WidthwiseError {
	if (error instanceof WidthwiseError) return error;
	const wrong = setupMessage(error);
	if (wrong !== null) return new WidthwiseError("misconfigured", wrong, { cause: error });
	const message = "The store does not answer: try again in a moment";
	return new WidthwiseError("unavailable", message, { cause: error });
}

/**
 * Whether a store's failure is one that no waiting cures: wrong credentials, bucket or region.
 *
 * @example
 * try {
 *   await store.head("photos/ab/master");
 * } catch (error) {
 *   if (isSetupFailure(error)) process.exit(1);
 * }
 */
export function isSetupFailure(error: unknown): boolean {
	return error instanceof WidthwiseError && setupMessage(error.cause) !== null;
}

/** The HTTP status of a failed request; `null` where there was no answer. */
export function statusOf(error: unknown): number | null {
	const metadata = fieldOf(error, "$metadata");
	const status = fieldOf(metadata, "httpStatusCode");
	return typeof status === "number" ? status : null;
}

/** The server's name for what went wrong, or the runtime's. */
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
	// The answer to HEAD has no body and so no name.
	return status === 401 || status === 403 ? (SETUP_FAILURES.get("AccessDenied") ?? null) : null;
}

/** S3 names the right region in the answer's body, or where there is none, in a header. */
function regionOf(error: unknown): string | null {
	const headers = fieldOf(fieldOf(error, "$response"), "headers");
	const region = fieldOf(error, "Region") ?? fieldOf(headers, "x-amz-bucket-region");
	return typeof region === "string" && /^[a-z0-9-]{1,40}$/.test(region) ? region : null;
}

function fieldOf(value: unknown, name: string): unknown {
	if (typeof value !== "object" || value === null) return undefined;
	return Reflect.get(value, name);
}
