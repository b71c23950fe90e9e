import { describe, expect, test } from "bun:test";
import { createLoadOnce } from "../../../core/async/load-once.ts";

describe("createLoadOnce", () => {
	test("loads for the first caller and shares the value", async () => {
		let loads = 0;
		const value = createLoadOnce(async () => ++loads);
		expect(value.peek()).toBeUndefined();
		expect(loads).toBe(0);
		expect(await Promise.all([value.get(), value.get(), value.peek()])).toEqual([1, 1, 1]);
		expect(await value.get()).toBe(1);
	});

	test("loads again after a failure", async () => {
		let loads = 0;
		const value = createLoadOnce(async () => {
			if (++loads === 1) throw new Error("no");
			return loads;
		});
		const both = await Promise.allSettled([value.get(), value.get()]);
		expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
		expect(value.peek()).toBeUndefined();
		expect(await value.get()).toBe(2);
	});

	test("loads again after forget, even if the forgotten load fails later", async () => {
		const old = Promise.withResolvers<number>();
		const loads = [old.promise, Promise.resolve(2), Promise.resolve(3)];
		const value = createLoadOnce(() => loads.shift() ?? Promise.reject(new Error("too many")));
		const first = value.get();
		value.forget();
		expect(await value.get()).toBe(2);
		old.reject(new Error("no"));
		await expect(first).rejects.toThrow("no");
		expect(await value.get()).toBe(2);
		value.forget();
		expect(await value.get()).toBe(3);
	});
});
