import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { abortable } from "../../../core/async/abortable.ts";
import { createSingleFlight, singleFlight } from "../../../core/async/single-flight.ts";
import type { Waiters } from "../../../core/async/waiters.ts";
import { until } from "../../patience.ts";

type Deferred = ReturnType<typeof Promise.withResolvers<number>>;

/** Work that the test ends, by settling the deferred of each start. */
function createWork() {
	const started: Deferred[] = [];
	return {
		started,
		start(): Promise<number> {
			const deferred = Promise.withResolvers<number>();
			started.push(deferred);
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
	test("is shared by all callers while it is running, after any sequence of calls", async () => {
		await fc.assert(
			fc.asyncProperty(steps, async (sequence) => {
				const flights = createSingleFlight<number>();
				const current = new Map<string, number>();
				const work = createWork();
				const results: Promise<unknown>[] = [];
				const expected: unknown[] = [];
				const outcomes = new Map<number, unknown>();
				const joined: number[] = [];
				for (const { action, key } of sequence) {
					const running = current.get(key);
					if (action === "run") {
						const result = flights.run(key, work.start);
						results.push(result.catch((error: unknown) => error));
						const flight = running ?? work.started.length - 1;
						current.set(key, flight);
						joined.push(flight);
						if (running === undefined) outcomes.set(flight, `running ${flight}`);
					} else if (action === "forget") {
						flights.forget(key);
						current.delete(key);
					} else if (running !== undefined) {
						if (action === "succeed") work.started[running]?.resolve(running);
						else work.started[running]?.reject(`failed ${running}`);
						outcomes.set(running, action === "succeed" ? running : `failed ${running}`);
						current.delete(key);
						await work.started[running]?.promise.catch(() => {});
					}
				}
				for (const [flight, deferred] of work.started.entries()) deferred.resolve(-flight);
				expect(work.started.length).toBe(new Set(joined).size);
				for (const flight of joined) {
					const outcome = outcomes.get(flight);
					expected.push(outcome === `running ${flight}` ? -flight : outcome);
				}
				expect(await Promise.all(results)).toEqual(expected);
			}),
		);
	});

	test("starts again for a caller that runs it as soon as it has a result", async () => {
		const work = createWork();
		const flush = singleFlight(work.start);
		const both = Promise.all([flush(), flush()]);
		work.started[0]?.resolve(1);
		expect(await both).toEqual([1, 1]);
		const next = flush();
		work.started[1]?.resolve(2);
		expect(await next).toBe(2);
		expect(work.started.length).toBe(2);
	});

	test("rejects for all its callers if it fails, and starts again for the next", async () => {
		const work = createWork();
		const flush = singleFlight(work.start);
		const both = Promise.allSettled([flush(), flush()]);
		work.started[0]?.reject("no");
		const failure = { status: "rejected", reason: "no" } as const;
		expect(await both).toEqual([failure, failure]);
		void flush();
		expect(work.started.length).toBe(2);
	});

	test("does not end the work that started after it was forgotten", async () => {
		const flights = createSingleFlight<number>();
		const work = createWork();
		const old = flights.run("a/1", work.start);
		void flights.run("b/1", work.start);
		flights.forget("a/");
		void flights.run("a/1", work.start);
		work.started[0]?.resolve(1);
		expect(await old).toBe(1);
		void flights.run("a/1", work.start);
		void flights.run("b/1", work.start);
		expect(work.started.length).toBe(3);
	});

	test.each(["resolve", "reject"] as const)(
		"counts as running until the promise of `lasting` has settled: %s",
		async (settle) => {
			const stored = Promise.withResolvers<void>();
			const flights = createSingleFlight<number>(() => stored.promise);
			const work = createWork();
			const first = flights.run("a", work.start);
			work.started[0]?.resolve(1);
			await first;
			expect(await flights.run("a", work.start)).toBe(1);
			stored[settle]();
			const runAgain = (): void => void flights.run("a", work.start);
			await stored.promise.then(runAgain, runAgain);
			expect(work.started.length).toBe(2);
		},
	);
});

describe("those who wait for work in a single flight", () => {
	const GONE = new Error("gone");
	const reasonOf = (result: Promise<unknown>): Promise<unknown> =>
		result.then(
			() => null,
			(reason: unknown) => reason,
		);

	/** Work that is dropped when its last waiter leaves, or that goes on. */
	function createSharedWork(isDropped: boolean) {
		const seen: Waiters[] = [];
		const { started, start } = createWork();
		return {
			started,
			seen,
			work(waiters: Waiters): Promise<number> {
				seen.push(waiters);
				return isDropped ? abortable(waiters.signal, start) : start();
			},
		};
	}

	function client(name: string) {
		const controller = new AbortController();
		const waiter = { signal: controller.signal, clients: () => [name] };
		return { waiter, leave: () => controller.abort(GONE) };
	}

	test("leave at once, and the work is dropped when the last has left", async () => {
		const flights = createSingleFlight<number>();
		const { seen, work } = createSharedWork(true);
		const [a, b] = [client("a"), client("b")];
		const results = [a, b].map(({ waiter }) => flights.run("x", work, waiter));
		expect(seen.map((waiters) => waiters.clients())).toEqual([["a", "b"]]);
		a.leave();
		expect(await reasonOf(Promise.all(results))).toBe(GONE);
		expect(seen[0]?.clients()).toEqual(["b"]);
		expect(seen[0]?.signal.aborted).toBe(false);
		b.leave();
		expect(seen[0]?.signal.aborted).toBe(true);
		expect((await Promise.allSettled(results)).map(({ status }) => status)).toEqual([
			"rejected",
			"rejected",
		]);
	});

	test("are found by work at its start", async () => {
		const flights = createSingleFlight<readonly string[]>();
		const found = await flights.run("x", async ({ clients }) => clients(), client("a").waiter);
		expect(found).toEqual(["a"]);
	});

	test("do not start work if they have left already", async () => {
		const flights = createSingleFlight<number>();
		const { seen, work } = createSharedWork(true);
		const a = client("a");
		a.leave();
		expect(await reasonOf(flights.run("x", work, a.waiter))).toBe(GONE);
		expect(seen).toEqual([]);
	});

	test("start work again that was dropped, even before it has ended", async () => {
		const flights = createSingleFlight<number>();
		const { seen, started, work } = createSharedWork(true);
		const a = client("a");
		const first = flights.run("x", work, a.waiter);
		a.leave();
		const second = flights.run("x", work, client("b").waiter);
		expect(await reasonOf(first)).toBe(GONE);
		await until("the work has started again", () => started.length === 2);
		started[1]?.resolve(2);
		expect(await second).toBe(2);
		expect(seen[1]?.clients()).toEqual(["b"]);
	});

	test("join work that goes on although all had left", async () => {
		const flights = createSingleFlight<number>();
		const { started, work } = createSharedWork(false);
		const a = client("a");
		const first = flights.run("x", work, a.waiter);
		a.leave();
		expect(await reasonOf(first)).toBe(GONE);
		const [second, third] = [client("b"), client("c")];
		const joined = [second, third].map(({ waiter }) => flights.run("x", work, waiter));
		third.leave();
		started[0]?.resolve(1);
		expect(await Promise.allSettled(joined)).toMatchObject([{ value: 1 }, { reason: GONE }]);
		expect(started.length).toBe(1);
	});
});
