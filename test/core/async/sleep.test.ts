import { afterEach, beforeEach, describe, expect, jest, test } from "bun:test";
import { sleep } from "../../../core/async/sleep.ts";

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe("a sleep", () => {
	test("ends when its time is over", async () => {
		let isOver = false;
		const slept = sleep(100).then(() => {
			isOver = true;
		});
		jest.advanceTimersByTime(99);
		await Promise.resolve();
		expect(isOver).toBe(false);
		jest.advanceTimersByTime(1);
		await slept;
		expect(isOver).toBe(true);
	});

	test("ends at once when it is aborted, before or meanwhile, and leaves no timer", async () => {
		const cancelled = new AbortController();
		const slept = sleep(100, cancelled.signal);
		expect(jest.getTimerCount()).toBe(1);
		cancelled.abort();
		await slept;
		await sleep(100, cancelled.signal);
		expect(jest.getTimerCount()).toBe(0);
	});
});
