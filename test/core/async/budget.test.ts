import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { createBudget } from "../../../core/async/budget.ts";

describe("a budget", () => {
	test("never runs more than there is, unless alone, and keeps the order", async () => {
		const amounts = fc.array(fc.integer({ min: 1, max: 14 }), { maxLength: 20 });
		await fc.assert(
			fc.asyncProperty(amounts, fc.array(fc.nat()), async (all, order) => {
				const budget = createBudget(10);
				const running = new Map<number, () => void>();
				const begun: number[] = [];
				const results = all.map((amount, index) =>
					budget.run(amount, () => {
						begun.push(index);
						return new Promise<void>((end) => running.set(index, end));
					}),
				);
				for (let step = 0; begun.length < all.length || running.size > 0; step++) {
					await Promise.resolve();
					const used = [...running.keys()].reduce((sum, index) => sum + (all[index] ?? 0), 0);
					expect(used <= 10 || running.size === 1).toBe(true);
					const indices = [...running.keys()];
					const index = indices[(order[step] ?? 0) % Math.max(1, indices.length)];
					if (index === undefined) continue;
					running.get(index)?.();
					running.delete(index);
					await results[index];
				}
				expect(begun).toEqual(all.map((_, index) => index));
				expect(budget.state()).toEqual({ used: 0, waiting: 0 });
			}),
		);
	});

	test("is free again after a failure", async () => {
		const budget = createBudget(10);
		const failing = budget.run(10, () => Promise.reject(new Error("no")));
		const next = budget.run(5, async () => 7);
		expect(budget.state()).toEqual({ used: 10, waiting: 1 });
		expect(await failing.catch((error) => error.message)).toBe("no");
		expect(await next).toBe(7);
	});
});
