import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { createSingleFlight, singleFlight } from "../../../core/async/single-flight.ts";

type Deferred = ReturnType<typeof Promise.withResolvers<number>>;

/** Work that begins when it is asked for and ends when the test says so. */
function createWork() {
	const begun: Deferred[] = [];
	return {
		begun,
		start(): Promise<number> {
			const deferred = Promise.withResolvers<number>();
			begun.push(deferred);
			return deferred.promise;
		},
	};
}

const steps = fc.array(
	fc.record({
		action: fc.constantFrom("run", "succeed", "fail", "forget"),
		key: fc.constantFrom("a/1", "a/2", "b/1"),
	}),
	{ maxLength: 40 },
);

describe("work in a single flight", () => {
	test("begins once for all callers that ask while it is under way, whatever came before", async () => {
		await fc.assert(
			fc.asyncProperty(steps, async (sequence) => {
				const flights = createSingleFlight<number>();
				const current = new Map<string, number>();
				const work = createWork();
				const answers: Promise<unknown>[] = [];
				const expected: unknown[] = [];
				const outcomes = new Map<number, unknown>();
				const asked: number[] = [];
				for (const { action, key } of sequence) {
					const under = current.get(key);
					if (action === "run") {
						const answer = flights.run(key, work.start);
						answers.push(answer.catch((error: unknown) => error));
						const flight = under ?? work.begun.length - 1;
						current.set(key, flight);
						asked.push(flight);
						if (under === undefined) outcomes.set(flight, `left ${flight}`);
					} else if (action === "forget") {
						flights.forget(key);
						current.delete(key);
					} else if (under !== undefined) {
						if (action === "succeed") work.begun[under]?.resolve(under);
						else work.begun[under]?.reject(`failed ${under}`);
						outcomes.set(under, action === "succeed" ? under : `failed ${under}`);
						current.delete(key);
						await work.begun[under]?.promise.catch(() => {});
					}
				}
				for (const [flight, deferred] of work.begun.entries()) deferred.resolve(-flight);
				expect(work.begun.length).toBe(new Set(asked).size);
				for (const flight of asked) {
					const outcome = outcomes.get(flight);
					expected.push(outcome === `left ${flight}` ? -flight : outcome);
				}
				expect(await Promise.all(answers)).toEqual(expected);
			}),
		);
	});

	test("begins again for a caller that asks as soon as it has its answer", async () => {
		const work = createWork();
		const flush = singleFlight(work.start);
		const both = Promise.all([flush(), flush()]);
		work.begun[0]?.resolve(1);
		expect(await both).toEqual([1, 1]);
		const next = flush();
		work.begun[1]?.resolve(2);
		expect(await next).toBe(2);
		expect(work.begun.length).toBe(2);
	});

	test("begins again after a failure that all callers heard of", async () => {
		const work = createWork();
		const flush = singleFlight(work.start);
		const both = Promise.allSettled([flush(), flush()]);
		work.begun[0]?.reject("no");
		const failure = { status: "rejected", reason: "no" } as const;
		expect(await both).toEqual([failure, failure]);
		void flush();
		expect(work.begun.length).toBe(2);
	});

	test("forgotten by a prefix, does not end what began after it", async () => {
		const flights = createSingleFlight<number>();
		const work = createWork();
		const old = flights.run("a/1", work.start);
		void flights.run("b/1", work.start);
		flights.forget("a/");
		void flights.run("a/1", work.start);
		work.begun[0]?.resolve(1);
		expect(await old).toBe(1);
		void flights.run("a/1", work.start);
		void flights.run("b/1", work.start);
		expect(work.begun.length).toBe(3);
	});

	test.each(["resolve", "reject"] as const)(
		"lasts until what its result waits for has settled: %s",
		async (settle) => {
			const stored = Promise.withResolvers<void>();
			const flights = createSingleFlight<number>(() => stored.promise);
			const work = createWork();
			const first = flights.run("a", work.start);
			work.begun[0]?.resolve(1);
			await first;
			expect(await flights.run("a", work.start)).toBe(1);
			stored[settle]();
			const runAgain = (): void => void flights.run("a", work.start);
			await stored.promise.then(runAgain, runAgain);
			expect(work.begun.length).toBe(2);
		},
	);
});
