import { afterEach, beforeEach, describe, expect, jest, test } from "bun:test";
import { sleep } from "../../../core/async/sleep.ts";

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe("a sleep", () => {
	test("ends when its time is over", async () => {
		let hasEnded = false;
		const slept = sleep(100).then(() => {
			hasEnded = true;
		});
		jest.advanceTimersByTime(99);
		await Promise.resolve();
		expect(hasEnded).toBe(false);
		jest.advanceTimersByTime(1);
		await slept;
		expect(hasEnded).toBe(true);
	});

	test("ends at once when it is aborted, before or while it runs, and leaves no timer", async () => {
		const cancelled = new AbortController();
		const slept = sleep(100, cancelled.signal);
		expect(jest.getTimerCount()).toBe(1);
		cancelled.abort();
		await slept;
		await sleep(100, cancelled.signal);
		expect(jest.getTimerCount()).toBe(0);
	});
});
