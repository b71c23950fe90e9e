import { afterEach, describe, expect, test } from "bun:test";
import { createPool, type Pool, type PoolOptions } from "../../../core/engines/threads/pool.ts";
import { until, within } from "../../patience.ts";
import { type StoppedClock, stoppedClock } from "../../stopped-clock.ts";

const LIMITS = { timeoutMs: 3000, startTimeoutMs: 2000, idleMs: 1000 };

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
	await Promise.all(open.splice(0).map((pool) => pool.close()));
});

type TestPool<Job> = Pool<Job, string> & { readonly clock: StoppedClock };

/** Creates a pool with a stopped clock, so that nothing times out by itself. */
function pool<Job = string>(options: Partial<PoolOptions> = {}): TestPool<Job> {
	const clock = stoppedClock();
	const created = createPool<Job, string>({
		thread: new URL("./pool-thread.ts", import.meta.url),
		settings: null,
		size: 1,
		...LIMITS,
		setAlarm: clock.setAlarm,
		// Threads have a processor for themselves.
		processorMs: clock.now,
		...options,
	});
	open.push(created);
	return { ...created, clock };
}

const codeOf = (job: Promise<string>): Promise<string> => job.catch((error) => error.code);

async function untilAtWork({ clock }: { readonly clock: StoppedClock }): Promise<void> {
	await until("a thread has begun a job", () => clock.isSet(LIMITS.timeoutMs));
}

describe("a pool", () => {
	test("runs queued jobs in order on one thread", async () => {
		const { run } = pool();
		const jobs = ["a", "b", "c", "d"].map((word) => run(word));
		expect(await Promise.all(jobs)).toEqual(["a 1", "b 2", "c 3", "d 4"]);
	});

	test("runs as many jobs at once as it has threads", async () => {
		const { run, close } = pool({ size: 2 });
		const stuck = codeOf(run("loop"));
		expect(await run("a")).toBe("a 1");
		await close();
		expect(await stuck).toBe("engine-failed");
	});

	test("replaces a stuck thread and runs the jobs behind it", async () => {
		const stopped = pool();
		const stuck = stopped.run("loop");
		const behind = stopped.run("a");
		await untilAtWork(stopped);
		expect(stopped.state()).toEqual({ threads: 1, busy: 1, size: 1, waiting: 1 });
		stopped.clock.advance(LIMITS.timeoutMs);
		await expect(stuck).rejects.toMatchObject({ code: "engine-timeout", name: "WidthwiseError" });
		expect(await behind).toBe("a 1");
	});

	test("does not count time in the queue towards a job's limit", async () => {
		const { run, clock } = pool();
		const jobs = ["a", "b", "c", "d", "e", "f"].map(async (word) => {
			const result = await run(word);
			// The next job is on the thread by now, and its time limit has not expired.
			clock.advance(LIMITS.timeoutMs - 1);
			return result;
		});
		expect(await Promise.all(jobs)).toEqual(["a 1", "b 2", "c 3", "d 4", "e 5", "f 6"]);
	});

	test("counts processor time, so that a busy machine does not end a job", async () => {
		let used = 0;
		const slow = pool({ processorMs: () => used });
		const stuck = codeOf(slow.run("loop"));
		await untilAtWork(slow);
		used = 1000;
		slow.clock.advance(LIMITS.timeoutMs);
		expect(slow.clock.isSet(LIMITS.timeoutMs - 1000)).toBe(true);
		used = LIMITS.timeoutMs;
		slow.clock.advance(LIMITS.timeoutMs - 1000);
		expect(await stuck).toBe("engine-timeout");
	});

	test("divides processor time among the threads at work", async () => {
		let used = 0;
		let begun = 0;
		const processorMs = (): number => {
			begun++;
			return used;
		};
		const two = pool({ size: 2, processorMs });
		const stuck = ["loop", "loop"].map((job) => codeOf(two.run(job)));
		await until("both threads are at work", () => begun === 4);
		used = LIMITS.timeoutMs;
		two.clock.advance(LIMITS.timeoutMs);
		expect(two.clock.isSet(LIMITS.timeoutMs / 2)).toBe(true);
		await two.close();
		expect(await Promise.all(stuck)).toEqual(["engine-failed", "engine-failed"]);
	});

	test.each([
		["that uses no processor time", 0],
		["however slow", 0.02],
	])("ends a job %s", async (_, share) => {
		const clock = stoppedClock();
		const endless = pool({ setAlarm: clock.setAlarm, processorMs: () => clock.now() * share });
		const code = codeOf(endless.run("loop"));
		await until("a thread has begun a job", () => clock.isSet(LIMITS.timeoutMs));
		for (let i = 0; i < 40; i++) clock.advance(LIMITS.timeoutMs);
		expect(await code).toBe("engine-timeout");
	});

	test.each(["throw", "exit"])("replaces a thread that crashes (%s)", async (way) => {
		const { run } = pool();
		expect(await run("a")).toBe("a 1");
		const crash = run(way);
		const behind = run("b");
		await expect(crash).rejects.toMatchObject({ code: "engine-failed", name: "WidthwiseError" });
		expect(await behind).toBe("b 1");
	});

	test("passes on a job's own error and keeps the thread", async () => {
		const { run } = pool();
		await expect(run("refuse")).rejects.toMatchObject({
			code: "unreadable-image",
			message: "The photo is damaged",
		});
		expect(await run("a")).toBe("a 2");
	});

	test("replaces a thread that has worn out, and gives the next what it had made", async () => {
		const { run } = pool({ settings: "wears out" });
		expect([await run("a"), await run("shared")]).toEqual(["a 1", "made by the first 1"]);
	});

	test("ends an idle thread and starts another when there is work", async () => {
		const { run, clock } = pool();
		expect(await run("a")).toBe("a 1");
		clock.advance(LIMITS.idleMs - 1);
		expect(await run("b")).toBe("b 2");
		clock.advance(LIMITS.idleMs);
		expect(await run("c")).toBe("c 1");
	});

	test("rejects the job of a thread that is never ready, later on a busy machine", async () => {
		let used = 0;
		const processorMs = () => (used += LIMITS.startTimeoutMs / 2);
		const { run, clock } = pool({ settings: "never ready", processorMs });
		const codes = ["a", "b"].map((word) => codeOf(run(word)));
		for (const code of codes) {
			await until("a thread is starting", () => clock.isSet(LIMITS.startTimeoutMs));
			clock.advance(LIMITS.startTimeoutMs);
			expect(clock.isSet(LIMITS.startTimeoutMs / 2)).toBe(true);
			clock.advance(LIMITS.startTimeoutMs / 2);
			expect(await code).toBe("engine-unavailable");
		}
	});

	test.each(["cannot start", "fails to load"])(
		"rejects the job of a thread that %s",
		async (way) => {
			const { run } = pool({ settings: way });
			const codes = await Promise.all(["a", "b"].map((word) => codeOf(run(word))));
			expect(codes).toEqual(["engine-unavailable", "engine-unavailable"]);
		},
	);

	test("passes on why a thread cannot start", async () => {
		const { run } = pool({ settings: "unavailable" });
		await expect(run("a")).rejects.toMatchObject({
			code: "engine-unavailable",
			message: "It needs a package",
			cause: "not found",
		});
	});

	test("rejects only the job that cannot be cloned", async () => {
		const { run } = pool<string | (() => void)>();
		const jobs = [run(() => {}), run("a")].map(codeOf);
		expect(await Promise.all(jobs)).toEqual(["engine-failed", "a 1"]);
	});

	test("rejects running, queued and later jobs once it is closed", async () => {
		const { run, close } = pool();
		await run("warm up");
		const codes = ["loop", "a"].map((word) => codeOf(run(word)));
		await close();
		await close();
		codes.push(codeOf(run("b")));
		expect(await Promise.all(codes)).toEqual(["engine-failed", "engine-failed", "engine-failed"]);
	});

	test("runs no job whose signal is aborted while it is queued", async () => {
		const { run } = pool();
		const controller = new AbortController();
		const jobs = [run("a"), run("b", controller.signal), run("c")];
		const refused = run("d", AbortSignal.abort("long gone"));
		controller.abort("gone");
		const settled = await Promise.allSettled([...jobs, refused, run("e")]);
		// The thread counts the jobs that it has run.
		expect(settled).toMatchObject([
			{ value: "a 1" },
			{ reason: "gone" },
			{ value: "c 2" },
			{ reason: "long gone" },
			{ value: "e 3" },
		]);
	});

	test("rejects a running job at once, and keeps its thread within its time limit", async () => {
		const stopped = pool();
		const controller = new AbortController();
		const stuck = stopped.run("loop", controller.signal);
		const behind = stopped.run("a");
		await untilAtWork(stopped);
		controller.abort("gone");
		expect(await stuck.catch((reason) => reason)).toBe("gone");
		expect(stopped.clock.isSet(LIMITS.startTimeoutMs)).toBe(false);
		stopped.clock.advance(LIMITS.timeoutMs);
		expect(await behind).toBe("a 1");
	});

	test("does not blame another job if its thread cannot start after all are aborted", async () => {
		const { run } = pool({ settings: "cannot start" });
		const controller = new AbortController();
		const aborted = run("a", controller.signal);
		controller.abort("gone");
		expect(await aborted.catch((reason) => reason)).toBe("gone");
		expect(await codeOf(run("b"))).toBe("engine-unavailable");
	});

	test("lets the process end while it is idle", async () => {
		// The idle time is weeks, so it cannot end the thread.
		const script = `
			import { createPool } from "${new URL("../../../core/engines/threads/pool.ts", import.meta.url).href}";
			const thread = new URL("${new URL("./pool-thread.ts", import.meta.url).href}");
			const limits = { timeoutMs: 1e9, startTimeoutMs: 1e9, idleMs: 2e9 };
			const pool = createPool({ thread, settings: null, size: 2, ...limits });
			console.log(await pool.run("a"));
		`;
		await using child = Bun.spawn([process.execPath, "-e", script], { stdout: "pipe" });
		expect(await within("the process ends", child.exited)).toBe(0);
		expect(await new Response(child.stdout).text()).toBe("a 1\n");
	});
});
