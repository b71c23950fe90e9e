import { afterEach, describe, expect, test } from "bun:test";
import { createPool, type Pool, type PoolOptions } from "../../../core/image/pool.ts";

const open: Pool<string, string>[] = [];
afterEach(async () => {
	await Promise.all(open.splice(0).map((pool) => pool.close()));
});

function pool(options: Partial<PoolOptions> = {}): Pool<string, string> {
	const created = createPool<string, string>({
		thread: new URL("./pool-thread.ts", import.meta.url),
		settings: null,
		size: 1,
		timeoutMs: 10_000,
		startTimeoutMs: 10_000,
		idleMs: 10_000,
		...options,
	});
	open.push(created);
	return created;
}

describe("a pool", () => {
	test("works off its queue in order, on one thread", async () => {
		const { run } = pool();
		const jobs = ["a", "b", "c", "d"].map((word) => run(word));
		expect(await Promise.all(jobs)).toEqual(["a 1", "b 2", "c 3", "d 4"]);
	});

	test("runs as many jobs at once as it has threads", async () => {
		const { run } = pool({ size: 2, timeoutMs: 500 });
		const stuck = run("loop").catch((error) => error.code);
		expect(await run("a")).toBe("a 1");
		expect(await stuck).toBe("engine-timeout");
	});

	test("replaces a stuck thread; the jobs behind it go on", async () => {
		const { run } = pool({ timeoutMs: 300 });
		const stuck = run("loop");
		const behind = run("a");
		await expect(stuck).rejects.toMatchObject({ code: "engine-timeout", name: "WidthwiseError" });
		expect(await behind).toBe("a 1");
	});

	test("waiting in the queue does not count as time on a thread", async () => {
		const { run } = pool({ timeoutMs: 400 });
		await run("warm up");
		const jobs = Array.from({ length: 6 }, () => "pause").map(run);
		expect(await Promise.all(jobs)).toHaveLength(6);
	});

	test.each(["throw", "exit"])("replaces a thread that crashes (%s)", async (way) => {
		const { run } = pool();
		expect(await run("a")).toBe("a 1");
		const crash = run(way);
		const behind = run("b");
		await expect(crash).rejects.toMatchObject({ code: "engine-failed", name: "WidthwiseError" });
		expect(await behind).toBe("b 1");
	});

	test("passes a refusal on and keeps the thread", async () => {
		const { run } = pool();
		await expect(run("refuse")).rejects.toMatchObject({
			code: "unreadable-image",
			message: "The photo is damaged",
		});
		expect(await run("a")).toBe("a 2");
	});

	test("replaces a thread that has worn out", async () => {
		const { run } = pool({ settings: "wears out" });
		expect([await run("a"), await run("b")]).toEqual(["a 1", "b 1"]);
	});

	test("lets go of an idle thread and starts another when there is work", async () => {
		const { run } = pool({ idleMs: 20 });
		expect(await run("a")).toBe("a 1");
		await Bun.sleep(200);
		expect(await run("b")).toBe("b 1");
	});

	test.each(["never ready", "cannot start"])(
		"a thread that is %s fails its job",
		async (settings) => {
			const { run } = pool({ settings, startTimeoutMs: 300 });
			const codes = await Promise.all(
				["a", "b"].map((word) => run(word).catch((error) => error.code)),
			);
			expect(codes).toEqual(["engine-failed", "engine-failed"]);
		},
	);

	test("a job that cannot be sent fails alone", async () => {
		const { run } = createPool<() => void, string>({
			thread: new URL("./pool-thread.ts", import.meta.url),
			settings: null,
			size: 1,
			timeoutMs: 1000,
			startTimeoutMs: 10_000,
			idleMs: 20,
		});
		expect(await run(() => {}).catch((error) => error.code)).toBe("engine-failed");
	});

	test("closing rejects what runs and what waits, and what comes later", async () => {
		const { run, close } = pool();
		await run("warm up");
		const codes = ["loop", "a"].map((word) => run(word).catch((error) => error.code));
		await close();
		await close();
		codes.push(run("b").catch((error) => error.code));
		expect(await Promise.all(codes)).toEqual(["engine-failed", "engine-failed", "engine-failed"]);
	});

	test("an idle pool lets the process end", async () => {
		const script = `
			import { createPool } from "${new URL("../../../core/image/pool.ts", import.meta.url).href}";
			const thread = new URL("${new URL("./pool-thread.ts", import.meta.url).href}");
			const limits = { size: 2, timeoutMs: 60_000, startTimeoutMs: 60_000, idleMs: 60_000 };
			const pool = createPool({ thread, settings: null, ...limits });
			console.log(await pool.run("a"));
		`;
		const child = Bun.spawn([process.execPath, "-e", script], { stdout: "pipe", timeout: 20_000 });
		expect(await child.exited).toBe(0);
		expect(await new Response(child.stdout).text()).toBe("a 1\n");
	});
});
