import { expect, test } from "bun:test";
import fc from "fast-check";
import { WidthwiseError } from "widthwise";
import { ATTEMPTS, retryDelay, TIMING } from "../../../worker/queue/timing.ts";

test("retries wait twice as long each time up to a limit, less a random part of up to a half", () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 1, max: 1000 }),
			fc.integer({ min: 1, max: 10_000 }),
			fc.integer({ min: 1, max: 1_000_000 }),
			(attempt, retryMs, maxRetryMs) => {
				const delay = retryDelay(attempt, { ...TIMING, retryMs, maxRetryMs });
				const longest = Math.min(retryMs * 2 ** (attempt - 1), maxRetryMs);
				expect(delay).toBeWithin(Math.floor(longest / 2), longest + 1);
			},
		),
	);
});

test("photos that fail together are retried at different times", () => {
	expect(new Set(Array.from({ length: 50 }, () => retryDelay(5, TIMING))).size).toBeGreaterThan(40);
});

test("all attempts together last for more than 45 minutes, with any jitter", () => {
	const attempts = Array.from({ length: ATTEMPTS - 1 }, (_, index) => index + 1);
	const waited = attempts.reduce((sum, attempt) => sum + retryDelay(attempt, TIMING), 0);
	expect(waited).toBeGreaterThan(45 * 60_000);
});

test("an attempt that took too long is repeated minutes later", () => {
	const timeout = new WidthwiseError("engine-timeout", "The photo took too long");
	expect(retryDelay(1, TIMING, timeout)).toBeWithin(60_000, 600_000);
	expect(retryDelay(1, TIMING, new Error("other"))).toBeLessThan(60_000);
});
