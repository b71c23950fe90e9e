import { expect, test } from "bun:test";
import fc from "fast-check";
import { ATTEMPTS, retryDelay, TIMING } from "../../../worker/queue/timing.ts";

test("retries wait twice as long each time up to a limit, less up to a half by chance", () => {
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

test("what fails together comes back apart", () => {
	expect(new Set(Array.from({ length: 50 }, () => retryDelay(5, TIMING))).size).toBeGreaterThan(40);
});

test("an outage of three quarters of an hour is outlasted whatever chance does", () => {
	const attempts = Array.from({ length: ATTEMPTS - 1 }, (_, index) => index + 1);
	const waited = attempts.reduce((sum, attempt) => sum + retryDelay(attempt, TIMING), 0);
	expect(waited).toBeGreaterThan(45 * 60_000);
});
