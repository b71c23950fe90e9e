import type { SignInLimit } from "../sign-in/sign-in-limit.ts";
import type { Metrics } from "./metrics.ts";

/**
 * Adds metrics of the limits on wrong passwords and tokens.
 *
 * @example
 * addSignInMetrics(metrics, { password: createSignInLimit(Date.now) });
 */
export function addSignInMetrics(
	{ addGauge }: Pick<Metrics, "addGauge">,
	limits: Readonly<Record<string, SignInLimit>>,
): void {
	const read = (field: "attempts" | "blocked") => () =>
		Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, limit.state()[field]]));
	const label = "limit";
	addGauge({
		name: "widthwise_sign_in_attempts",
		help: "Wrong passwords or tokens in the last 15 minutes",
		label,
		read: read("attempts"),
	});
	addGauge({
		name: "widthwise_sign_in_blocked_sources",
		help: "Networks and browsers that may not try again yet",
		label,
		read: read("blocked"),
	});
}
