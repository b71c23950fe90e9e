import { expect, test } from "bun:test";
import { createTurns } from "../../../core/async/turns.ts";

test("work waits for earlier work on the same key, even if that fails, but not on other keys", async () => {
	const inTurn = createTurns();
	const log: string[] = [];
	const gate = Promise.withResolvers<void>();
	const first = inTurn("a", async () => {
		await gate.promise;
		log.push("first");
		throw new Error("no");
	});
	const second = inTurn("a", async () => log.push("second"));
	await inTurn("b", async () => log.push("other"));
	gate.resolve();
	await expect(first).rejects.toThrow("no");
	await second;
	expect(log).toEqual(["other", "first", "second"]);
});
