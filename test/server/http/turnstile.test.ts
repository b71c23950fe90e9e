import { expect, test } from "bun:test";
import { createTurnstile } from "../../../server/http/turnstile.ts";

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

test("a few pass in each turn of the event loop, in their order", async () => {
	const turnstile = createTurnstile(3);
	const passed: number[] = [];
	const pass = async (caller: number) => {
		await turnstile();
		passed.push(caller);
	};
	for (let caller = 0; caller < 10; caller++) void pass(caller);
	const seen: number[] = [];
	for (let turn = 0; turn < 6; turn++) {
		await Promise.resolve();
		seen.push(passed.length);
		await nextTurn();
	}
	expect(passed).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
	const steps = seen.map((count, turn) => count - (seen[turn - 1] ?? 0));
	expect(Math.max(...steps)).toBe(3);
});

test("later callers pass at once when nobody waits", async () => {
	const turnstile = createTurnstile(1);
	expect(turnstile()).toBeNull();
	expect(turnstile()).not.toBeNull();
	for (let turn = 0; turn < 3; turn++) await nextTurn();
	expect(turnstile()).toBeNull();
});
