/** A refusal by a function that cuts variants. */
export type Refusal = {
	readonly status: number;
	readonly reason: string;
	readonly code: string;
	readonly message: string;
	readonly cacheControl: string;
};

/** There is no such image; cached for seconds, against bursts of requests for a missing one. */
export const NOT_FOUND: Refusal = {
	status: 404,
	reason: "Not Found",
	code: "not-found",
	message: "No such image",
	cacheControl: "public, max-age=10",
};

/** A failure that is ours; never cached. */
export const UNAVAILABLE: Refusal = {
	status: 503,
	reason: "Service Unavailable",
	code: "unavailable",
	message: "The image could not be cut: try again in a moment",
	cacheControl: "no-store",
};

/**
 * Formats a refusal's body: JSON, as our server writes it.
 *
 * @example
 * refusalBody(NOT_FOUND); // '{"error":{"code":"not-found","message":"No such image"}}'
 */
export function refusalBody({ code, message }: Refusal): string {
	return JSON.stringify({ error: { code, message } });
}
