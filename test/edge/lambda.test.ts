import { describe, expect } from "bun:test";
import { zipFiles } from "../../edge/build/zip.ts";
import type { FunctionSettings } from "../../edge/lambda/execution-environment.ts";
import { createLocalLambda, type LocalLambda } from "../../edge/lambda/local-lambda.ts";
import { PATIENCE_MS } from "../patience.ts";
import { requires } from "../requirements.ts";
import { nodes } from "./nodes.ts";

/** Makes a function from the text of its `index.mjs`. */
async function lambdaOf(
	node: string,
	source: string,
	settings: Partial<Pick<FunctionSettings, "startTimer" | "onOutput">> & {
		readonly concurrency?: number;
	} = {},
): Promise<AsyncDisposable & LocalLambda> {
	const lambda = await createLocalLambda({
		zip: zipFiles({ "index.mjs": new TextEncoder().encode(source) }),
		node,
		memoryMegabytes: 256,
		timeoutMs: PATIENCE_MS,
		concurrency: 1,
		environment: { AWS_REGION: "eu-central-1" },
		...settings,
	});
	return { ...lambda, [Symbol.asyncDispose]: lambda.close };
}

describe.each(nodes)("a local Lambda on Node.js $major", ({ node, needs }) => {
	const it = requires(needs).test;

	it("handles events in one process, without our environment", async () => {
		await using lambda = await lambdaOf(
			node,
			`let calls = 0;
			export const handler = async (event, context) => ({
				calls: ++calls, event, left: context.getRemainingTimeInMillis(),
				environment: Object.keys(process["env"]).sort(), major: process.versions.node.split(".")[0],
			});`,
		);
		const first = await lambda.invoke({ n: 1 });
		expect(first).toMatchObject({ isCold: true, outcome: { ok: true, value: { calls: 1 } } });
		const { outcome, isCold, peakMemoryBytes } = await lambda.invoke({ n: 2 });
		expect(isCold).toBe(false);
		expect(peakMemoryBytes ?? 1e8).toBeGreaterThan(1e7);
		expect(outcome).toMatchObject({
			ok: true,
			value: {
				calls: 2,
				event: { n: 2 },
				environment: ["AWS_LAMBDA_RUNTIME_API", "AWS_REGION", "LAMBDA_TASK_ROOT"],
			},
		});
	});

	it("reports an error, logs what AWS's runtime logs of it, and handles the next event", async () => {
		const output: string[] = [];
		await using lambda = await lambdaOf(
			node,
			`export const handler = async (event) => {
				if (!event.fail) return "fine";
				throw Object.assign(new RangeError("too far", { cause: "hidden" }), { limit: 7 });
			};`,
			{ onOutput: (text) => output.push(text) },
		);
		expect((await lambda.invoke({ fail: true })).outcome).toEqual({
			ok: false,
			error: { errorType: "RangeError", errorMessage: "too far" },
		});
		expect(await lambda.invoke({})).toMatchObject({ isCold: false, outcome: { value: "fine" } });
		const [line = ""] = output.join("").split("\n");
		const [time, id, level, kind, json = ""] = line.split("\t");
		expect([Date.parse(time ?? ""), id, level, kind]).toEqual([
			expect.any(Number),
			expect.stringMatching(/^[0-9a-f-]{36}$/),
			"ERROR",
			"Invoke Error ",
		]);
		expect(JSON.parse(json)).toEqual({
			errorType: "RangeError",
			errorMessage: "too far",
			limit: 7,
			stack: expect.any(Array),
		});
	});

	it("is killed after a time-out, and the next event starts a new process", async () => {
		const source = `import { writeSync } from "node:fs";
			export const handler = async (event) => {
				if (event.hang) writeSync(1, "It hangs");
				while (event.hang) {}
				return "done";
			};`;
		let endTime = (): void => {};
		await using lambda = await lambdaOf(node, source, {
			startTimer(_, onTimeout) {
				endTime = onTimeout;
				return () => {};
			},
			onOutput: (text) => {
				if (text.includes("It hangs")) endTime();
			},
		});
		expect((await lambda.invoke({ hang: true })).outcome).toMatchObject({
			error: { errorType: "Sandbox.Timedout" },
		});
		expect(await lambda.invoke({})).toMatchObject({ isCold: true, outcome: { value: "done" } });
	});

	requires(needs, "linux").test("is killed when it uses too much memory", async () => {
		const source = `const kept = [];
			export const handler = async ({ megabytes }) => {
				for (let i = 0; i < megabytes; i++) kept.push(Buffer.alloc(1024 * 1024, 1));
				return kept.length;
			};`;
		await using lambda = await lambdaOf(node, source);
		expect((await lambda.invoke({ megabytes: 10 })).outcome).toEqual({ ok: true, value: 10 });
		expect((await lambda.invoke({ megabytes: 400 })).outcome).toMatchObject({
			error: { errorType: "Runtime.OutOfMemory" },
		});
		expect(await lambda.invoke({ megabytes: 1 })).toMatchObject({ isCold: true });
	});

	it("reports why it cannot start, and that it has exited", async () => {
		await using broken = await lambdaOf(node, `throw new Error("no settings");`);
		await expect(broken.invoke({})).rejects.toThrow("Error: no settings");
		await using empty = await lambdaOf(node, `export const other = 1;`);
		await expect(empty.invoke({})).rejects.toThrow("exports no function called handler");
		await using ending = await lambdaOf(node, `export const handler = () => process.exit(7);`);
		expect((await ending.invoke({})).outcome).toMatchObject({
			error: { errorType: "Runtime.ExitError", errorMessage: "The process ended with 7" },
		});
	});

	it("runs a process for each simultaneous event, up to the limit", async () => {
		const source = `export const handler = async () => process.pid;`;
		await using lambda = await lambdaOf(node, source, { concurrency: 2 });
		const all = await Promise.all(Array.from({ length: 6 }, () => lambda.invoke({})));
		const pids = all.map(({ outcome }) => outcome.ok && outcome.value);
		expect(new Set(pids).size).toBe(2);
	});
});
