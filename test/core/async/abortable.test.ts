import { describe, expect, test } from "bun:test";
import { getEventListeners } from "node:events";
import { abortable } from "../../../core/async/abortable.ts";

const REASON = new Error("The visitor is gone");

const listeners = (signal: AbortSignal): number => getEventListeners(signal, "abort").length;

describe("abortable", () => {
	test("settles as its work does, and leaves no listener", async () => {
		const { signal } = new AbortController();
		let during = 0;
		const work = async (): Promise<number> => {
			await 0;
			during = listeners(signal);
			return 7;
		};
		expect(await abortable(signal, work)).toBe(7);
		expect({ during, after: listeners(signal) }).toEqual({ during: 1, after: 0 });
		const failed = abortable(signal, () => Promise.reject(new Error("no")));
		await expect(failed).rejects.toThrow("no");
		expect(listeners(signal)).toBe(0);
		expect(await abortable(undefined, async () => 8)).toBe(8);
	});

	test("rejects with the signal's reason before its work ends", async () => {
		const controller = new AbortController();
		const { signal } = controller;
		const work = Promise.withResolvers<number>();
		let aborts = 0;
		const result = abortable(
			signal,
			() => work.promise,
			() => aborts++,
		);
		controller.abort(REASON);
		expect(await result.catch((reason) => reason)).toBe(REASON);
		expect({ aborts, listeners: listeners(signal) }).toEqual({ aborts: 1, listeners: 0 });
		work.reject(new Error("too late"));
		await work.promise.catch(() => {});
	});

	test("does not start work once the signal is aborted", async () => {
		let starts = 0;
		const result = abortable(AbortSignal.abort(REASON), async () => starts++);
		expect(await result.catch((reason) => reason)).toBe(REASON);
		expect(starts).toBe(0);
	});
});
