import { expect, test } from "bun:test";
import { createTurnstile } from "../../../server/http/turnstile.ts";

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

test("a few pass in each turn of the event loop, in their order", async () => {
	const turnstile = createTurnstile(3);
	const passed: number[] = [];
	for (let i = 0; i < 10; i++) turnstile().then(() => passed.push(i));
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
	await turnstile();
	await nextTurn();
	await nextTurn();
	let hasPassed = false;
	turnstile().then(() => {
		hasPassed = true;
	});
	await Promise.resolve();
	expect(hasPassed).toBe(true);
});
