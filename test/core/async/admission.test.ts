import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { createAdmission, type Order } from "../../../core/async/admission.ts";
import { codeOfAsync } from "../../containers/thrown.ts";

/** Work that ends when it is told to. */
function held() {
	const gate = Promise.withResolvers<void>();
	return { work: () => gate.promise, end: gate.resolve };
}

const GONE = new Error("The client is gone");

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
	work.then(
		() => null,
		(error: unknown) => error,
	);

/** An order of a client for seconds of work. */
const order = (client: string, seconds = 1): Order => ({
	seconds,
	waiter: { clients: () => [client] },
});

/** A line that is held up, with the order in which its work begins. */
function heldLine(maxWaitSeconds: number) {
	const admission = createAdmission({ concurrency: 1, maxWaitSeconds, now: () => 0 });
	const { work, end } = held();
	const first = admission.run(work, order("first", 0));
	const begun: string[] = [];
	return {
		admission,
		begun,
		add: (name: string, its: Order) =>
			admission.run(async () => {
				begun.push(name);
			}, its),
		async finish(all: readonly Promise<unknown>[]) {
			end();
			await Promise.all([first, Promise.allSettled(all)]);
		},
	};
}

describe("an admission", () => {
	test("runs what there is room for, keeps a few waiting and refuses the rest", async () => {
		const admission = createAdmission({ concurrency: 2, maxWaitSeconds: 1.5 });
		const { work, end } = held();
		const admitted = Array.from({ length: 5 }, () => admission.run(work));
		expect(await codeOfAsync(() => admission.run(work))).toBe("busy");
		end();
		await Promise.all(admitted);
		expect(await admission.run(async () => 7)).toBe(7);
	});

	test("counts seconds, not work", async () => {
		const admission = createAdmission({ concurrency: 1, maxWaitSeconds: 10 });
		const { work, end } = held();
		const admitted = [1, 6, 4].map((seconds) => admission.run(work, { seconds }));
		expect(await codeOfAsync(() => admission.run(work, { seconds: 0.1 }))).toBe("busy");
		end();
		await Promise.all(admitted);
	});

	test("lets what takes longer than may wait, wait alone", async () => {
		const admission = createAdmission({ concurrency: 1, maxWaitSeconds: 10 });
		const { work, end } = held();
		const admitted = [admission.run(work), admission.run(work, { seconds: 99 })];
		expect(await codeOfAsync(() => admission.run(work))).toBe("busy");
		end();
		await Promise.all(admitted);
	});

	test("says when the line will be empty", async () => {
		const admission = createAdmission({ concurrency: 2, maxWaitSeconds: 10 });
		const { work, end } = held();
		const admitted = [4, 4, 16].map((seconds) => admission.run(work, { seconds }));
		expect(await failureOf(admission.run(work, { seconds: 8 }))).toMatchObject({
			code: "busy",
			retryAfterSeconds: 12,
			message: "Too many images are requested: try again in 12 s",
		});
		end();
		await Promise.all(admitted);
	});

	test("expects of later work what earlier work took", async () => {
		let now = 0;
		const clock = { now: () => now };
		const admission = createAdmission({ concurrency: 1, maxWaitSeconds: 10, ...clock });
		for (let i = 0; i < 50; i++) {
			await admission.run(
				async () => {
					now += 4000;
				},
				{ seconds: 1 },
			);
		}
		const { work, end } = held();
		const admitted = [1, 2].map((seconds) => admission.run(work, { seconds }));
		expect(Math.round(admission.state().waitSeconds)).toBe(12);
		expect(await codeOfAsync(() => admission.run(work, { seconds: 1 }))).toBe("busy");
		end();
		await Promise.all(admitted);
	});

	test("goes on after a failure", async () => {
		const admission = createAdmission({ concurrency: 1, maxWaitSeconds: 1 });
		const failing = admission.run(() => Promise.reject(new Error("no")));
		expect(await failing.catch((error) => error.message)).toBe("no");
		expect(await admission.run(async () => 7)).toBe(7);
	});

	test("that is closed finishes what runs and refuses the rest", async () => {
		const admission = createAdmission({ concurrency: 1, maxWaitSeconds: 10 });
		const { work, end } = held();
		const running = admission.run(work);
		const waiting = admission.run(work);
		admission.close();
		admission.close();
		expect(await codeOfAsync(() => waiting)).toBe("unavailable");
		expect(await codeOfAsync(() => admission.run(work))).toBe("unavailable");
		end();
		await running;
		expect(await codeOfAsync(() => admission.run(work))).toBe("unavailable");
	});

	test("drops waiting work whose client leaves, and finishes work that has begun", async () => {
		const admission = createAdmission({ concurrency: 1, maxWaitSeconds: 10 });
		const { work, end } = held();
		const controllers = [0, 1, 2].map(() => new AbortController());
		const all = controllers.map(({ signal }) => admission.run(work, { waiter: { signal } }));
		controllers[0]?.abort(GONE);
		controllers[1]?.abort(GONE);
		expect(await failureOf(Promise.all(all))).toBe(GONE);
		expect(admission.state()).toMatchObject({ waiting: 1, running: 1, dropped: 1 });
		const late = admission.run(work, { waiter: { signal: AbortSignal.abort(GONE) } });
		expect(await failureOf(late)).toBe(GONE);
		end();
		expect(await Promise.allSettled(all)).toMatchObject([
			{ status: "fulfilled" },
			{ reason: GONE },
			{ status: "fulfilled" },
		]);
		expect(admission.state()).toMatchObject({ waiting: 0, running: 0, begun: 2 });
	});
});

describe("clients in a line", () => {
	test("take turns, whatever the number of their requests", async () => {
		const { begun, add, finish } = heldLine(100);
		const many = Array.from({ length: 5 }, (_, i) => add(`many ${i}`, order("many")));
		const few = Array.from({ length: 2 }, (_, i) => add(`few ${i}`, order("few")));
		await finish([...many, ...few]);
		expect(begun.slice(0, 4)).toEqual(["many 0", "few 0", "many 1", "few 1"]);
	});

	test("take turns by seconds, not by requests", async () => {
		const { begun, add, finish } = heldLine(100);
		const long = [1, 2].map((i) => add(`long ${i}`, order("long", 6)));
		const short = [1, 2, 3, 4].map((i) => add(`short ${i}`, order("short", 2)));
		await finish([...long, ...short]);
		expect(begun).toEqual(["long 1", "short 1", "short 2", "short 3", "long 2", "short 4"]);
	});

	test("that share work have the turn of the one that got least", async () => {
		const { begun, add, finish } = heldLine(100);
		const clients = ["many"];
		const many = [1, 2, 3].map((i) => add(`many ${i}`, order("many")));
		const shared = add("shared", { seconds: 1, waiter: { clients: () => clients } });
		clients.push("joined");
		await finish([...many, shared]);
		expect(begun.indexOf("shared")).toBeLessThan(2);
	});

	test("lose the last of their work if the line is full and another has less", async () => {
		const { admission, begun, add, finish } = heldLine(4);
		const many = [1, 2, 3, 4].map((i) => add(`many ${i}`, order("many")));
		const other = add("other", order("other"));
		expect(await codeOfAsync(() => Promise.all(many))).toBe("busy");
		expect(await codeOfAsync(() => add("many 5", order("many")))).toBe("busy");
		expect(admission.state()).toMatchObject({ waiting: 4, refused: 2 });
		await finish([...many, other]);
		expect(begun.toSorted()).toEqual(["many 1", "many 2", "many 3", "other"]);
	});

	const crowd = fc.array(
		fc.record({
			client: fc.constantFrom("a", "b", "c"),
			seconds: fc.integer({ min: 1, max: 8 }),
			leaves: fc.boolean(),
		}),
		{ maxLength: 30 },
	);

	test("never starve, keep their own order, and never make the line too long", async () => {
		await fc.assert(
			fc.asyncProperty(crowd, async (requests) => {
				const { admission, add, begun, finish } = heldLine(40);
				const all: Promise<unknown>[] = [];
				const leaving: AbortController[] = [];
				for (const [index, { client, seconds, leaves }] of requests.entries()) {
					const controller = new AbortController();
					const { signal } = controller;
					all.push(add(`${index}`, { seconds, waiter: { signal, clients: () => [client] } }));
					if (leaves) leaving.push(controller);
					const { waiting, waitSeconds } = admission.state();
					expect(waiting <= 1 || waitSeconds <= 40).toBe(true);
				}
				for (const controller of leaving) controller.abort(GONE);
				const { waiting } = admission.state();
				await finish(all);
				expect(begun.length).toBe(waiting);

				const order = begun.map((name) => ({ index: Number(name), ...requests[Number(name)] }));
				for (const client of ["a", "b", "c"]) {
					const own = order.filter((request) => request.client === client);
					expect(own).toEqual(own.toSorted((a, b) => a.index - b.index));
					// While it waits, no other gets more than it, by more than one request each.
					const last = order.findLastIndex((request) => request.client === client);
					const got = (name: string): number =>
						order
							.slice(0, last + 1)
							.filter((request) => request.client === name)
							.reduce((sum, { seconds = 0 }) => sum + seconds, 0);
					for (const other of ["a", "b", "c"]) {
						if (last >= 0) expect(got(other) - got(client)).toBeLessThanOrEqual(8);
					}
				}
				expect(admission.state()).toMatchObject({ waiting: 0, running: 0 });
			}),
		);
	});
});
