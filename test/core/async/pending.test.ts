import { describe, expect, test } from "bun:test";
import { createPending } from "../../../core/async/pending.ts";

describe("pending work", () => {
	test("is settled when all of it has ended, and what it has added", async () => {
		const pending = createPending();
		const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
		const events: string[] = [];
		const work = pending.add(
			first.promise.then(() => {
				pending.add(second.promise.then(() => events.push("second")));
			}),
		);
		const settled = pending.settled().then(() => events.push("settled"));
		first.resolve();
		await work;
		await new Promise(setImmediate);
		second.resolve();
		await settled;
		expect(events).toEqual(["second", "settled"]);
	});

	test("returns results and errors to those who added it", async () => {
		const pending = createPending();
		const failed = pending.add(Promise.reject(new Error("no")));
		expect(await pending.add(Promise.resolve(7))).toBe(7);
		expect(await failed.catch((error) => error.message)).toBe("no");
		await pending.settled();
	});
});
