import { isUnreachable } from "./connection-errors.ts";

const QUIET_MS = 60_000;

/**
 * Passes errors on, but those of an unreachable server at most once a minute: otherwise every attempt
 * to reach it would be in the log.
 *
 * @example
 * redis.on("error", quietOutages(log.error));
 */
export function quietOutages(onError: (error: unknown) => void): (error: unknown) => void {
	let quietUntil = 0;
	return (error) => {
		if (isUnreachable(error)) {
			if (Date.now() < quietUntil) return;
			quietUntil = Date.now() + QUIET_MS;
		}
		onError(error);
	};
}
