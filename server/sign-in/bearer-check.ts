import { AccessError } from "../http/access-error.ts";
import type { SignInLimit } from "./sign-in-limit.ts";

/** Checks the tokens that programs send in `Authorization`. */
export type BearerCheck = {
	/** Whether a request has the owner's token; `false` while its network may not try another one. */
	isOwner(request: Request): boolean;
	/**
	 * Refuses a request with a wrong token whose network may not try another one.
	 * @throws {AccessError} `too-many-attempts`
	 */
	requireAttempts(request: Request): void;
};

/**
 * Creates the check. Ten wrong tokens from a network in 15 minutes, and no further one is compared. Right
 * tokens are not counted, nor held up by other networks' wrong ones.
 *
 * @param options.isToken whether a text is the owner's token
 * @param options.networkOf the network that a request comes from
 * @param options.limit counts wrong tokens
 *
 * @example
 * createBearerCheck({ isToken, networkOf, limit }).isOwner(request);
 */
export function createBearerCheck(options: {
	readonly isToken: (text: string) => boolean;
	readonly networkOf: (request: Request) => string;
	readonly limit: SignInLimit;
}): BearerCheck {
	const { isToken, networkOf, limit } = options;
	// A request is asked about several times, and counted once.
	const checked = new WeakMap<Request, boolean>();

	function check(request: Request, text: string): boolean {
		const network = networkOf(request);
		if (limit.secondsLeft(network) > 0) return false;
		if (isToken(text)) return true;
		limit.attempt(network, false);
		return false;
	}

	return {
		isOwner(request) {
			const text = bearer(request);
			if (text === "") return false;
			const isOwner = checked.get(request) ?? check(request, text);
			checked.set(request, isOwner);
			return isOwner;
		},
		requireAttempts(request) {
			const seconds = bearer(request) === "" ? 0 : limit.secondsLeft(networkOf(request));
			if (seconds === 0) return;
			const minutes = Math.ceil(seconds / 60);
			throw new AccessError(
				"too-many-attempts",
				`Too many wrong tokens from your network: try again in ${minutes} min`,
				seconds,
			);
		},
	};
}

function bearer(request: Request): string {
	const match = /^Bearer +([^ ].*)$/i.exec(request.headers.get("authorization") ?? "");
	return match?.[1]?.trim() ?? "";
}
