import { afterEach, beforeEach, describe, expect, jest, test } from "bun:test";
import { within } from "../../../core/async/within.ts";

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe("a promise with a time limit", () => {
	test("settles normally if it is in time, and leaves no timer", async () => {
		expect(await within(100, Promise.resolve("here"))).toBe("here");
		await expect(within(100, Promise.reject(new Error("no")))).rejects.toThrow("no");
		expect(jest.getTimerCount()).toBe(0);
	});

	test("rejects when the time is over, and not before", async () => {
		const { promise, resolve } = Promise.withResolvers<string>();
		const late = within(100, Promise.withResolvers<string>().promise);
		const inTime = within(100, promise);
		jest.advanceTimersByTime(99);
		resolve("just");
		expect(await inTime).toBe("just");
		jest.advanceTimersByTime(1);
		await expect(late).rejects.toThrow("No answer within 100 ms");
		expect(jest.getTimerCount()).toBe(0);
	});

	test("settles as onTimeout does when the time is over", async () => {
		const never = new Promise<string | null>(() => {});
		const value = within(100, never, () => null);
		const failing = within(100, never, () => {
			throw new Error("too slow");
		});
		const later = within(100, never, async () => "later");
		jest.advanceTimersByTime(100);
		expect(await value).toBeNull();
		await expect(failing).rejects.toThrow("too slow");
		expect(await later).toBe("later");
	});

	test("may reject later without an effect", async () => {
		const { promise, reject } = Promise.withResolvers<string>();
		const value = within(100, promise, () => "late");
		jest.advanceTimersByTime(100);
		expect(await value).toBe("late");
		reject(new Error("ignored"));
		await expect(promise).rejects.toThrow("ignored");
	});
});
