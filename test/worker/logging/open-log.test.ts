import { afterAll, describe, expect, test } from "bun:test";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { WidthwiseError } from "widthwise";
import type { Log, LogFormat, LogLevel } from "../../../worker/logging/log.ts";
import { openLog } from "../../../worker/logging/open-log.ts";
import { logged } from "../../logged.ts";
import { until } from "../../patience.ts";
import { removeFolder, temporaryFolder } from "../../temporary-folder.ts";

const folder = await temporaryFolder();
afterAll(() => removeFolder(folder));
let files = 0;

/** Resolves to what a log has written, when it has written a last line. */
async function written(
	settings: { readonly level: LogLevel; readonly format: LogFormat },
	write: (log: Log) => void,
): Promise<string> {
	const path = join(folder, String(files++));
	const descriptor = openSync(path, "w");
	const log = await openLog({ program: "test", descriptor, ...settings });
	write(log);
	await ended(log, path);
	closeSync(descriptor);
	return readFileSync(path, "utf8");
}

/** Resolves when a log has written a last line, and nothing waits to be written. */
async function ended(log: Log, path: string): Promise<void> {
	log.warn("the end");
	await until("the last line is written", () => readFileSync(path, "utf8").includes("the end"));
}

const JSON_LINES = { level: "info", format: "json" } as const;

describe("a log", () => {
	test("has one JSON object a line, with level, time and the program", async () => {
		const text = await written(JSON_LINES, (log) => {
			log.info("published in 8 ms", { photoId: "a\nb", requestId: undefined, ms: 8 });
		});
		expect(text.trim().split("\n")).toHaveLength(2);
		const [line] = logged(text);
		expect(line).toEqual({
			...{ level: "info", time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) },
			...{ program: "test", pid: process.pid, photoId: "a\nb", ms: 8, msg: "published in 8 ms" },
		});
	});

	test("leaves out what is less important than its level", async () => {
		const all = (log: Log): void => {
			log.debug("a hit");
			log.info("a request");
			log.warn("a failure");
			expect([log.isOn("debug"), log.isOn("info")]).toEqual([false, false]);
		};
		const text = await written({ level: "warn", format: "json" }, all);
		expect(logged(text).map(({ level }) => level)).toEqual(["warn", "warn"]);
	});

	test("is text for people if it is pretty, and JSON in a file by default", async () => {
		const say = (log: Log): void => log.info("a request", { status: 404 });
		const pretty = await written({ level: "info", format: "pretty" }, say);
		expect(pretty).toMatch(/^\[\d\d:\d\d:\d\d\] INFO: a request \{"status":404\}$/m);
		expect(logged(pretty)).toEqual([]);
		expect(logged(await written({ level: "info", format: "auto" }, say))).toHaveLength(2);
	});

	test("drops lines while too many wait, and goes on afterwards", async () => {
		const path = join(folder, "flood");
		const descriptor = openSync(path, "w");
		const log = await openLog({ program: "test", descriptor, ...JSON_LINES });
		for (let i = 0; i < 60_000; i++) log.info("x".repeat(100));
		await until("a later line is written", () => {
			log.info("after the flood");
			return readFileSync(path, "utf8").includes("after the flood");
		});
		await ended(log, path);
		closeSync(descriptor);
		const { length } = readFileSync(path, "utf8");
		expect(length).toBeGreaterThan(3_000_000);
		expect(length).toBeLessThan(6_000_000);
	});
});

describe("an error in the log", () => {
	test("has a stack and its causes only if nobody expected it", async () => {
		const text = await written(JSON_LINES, (log) => {
			const cause = Object.assign(new Error("connect failed"), { code: "ECONNREFUSED" });
			log.error(new WidthwiseError("unavailable", "The store does not answer", { cause }));
			log.error(new TypeError("a bug"), { requestId: "r1" });
			log.error(new AggregateError([cause]));
		});
		const [expected, bug, several] = logged(text);
		expect(expected).toMatchObject({
			...{ msg: "The store does not answer", code: "unavailable" },
			cause: { message: "connect failed", code: "ECONNREFUSED" },
		});
		expect(expected).not.toHaveProperty("stack");
		expect(bug).toMatchObject({ msg: "a bug", requestId: "r1" });
		expect(bug?.stack).toContain("open-log.test.ts");
		expect(several).toMatchObject({ msg: "AggregateError", cause: { code: "ECONNREFUSED" } });
	});

	test("contains neither credentials nor the values of queries, wherever a library wrote them", async () => {
		const text = await written(JSON_LINES, (log) => {
			const cause = new Error("GET https://x.example/sign-in?link=secret1&a=b with Bearer secret2");
			const failed = new Error("Failed query: select $1\nparams: secret3", { cause });
			log.error(Object.assign(failed, { params: ["secret4"], headers: { cookie: "secret5" } }));
			log.error("cannot reach postgres://me:secret6@host/photos");
			log.error(new Error("PUT https://s3/a?X-Amz-Signature=secret7&X-Amz-Security-Token=secret8"));
			log.error("Authorization: Basic c2VjcmV0OQ==");
		});
		expect(text).not.toMatch(/secret\d|c2VjcmV0/);
		expect(text).toContain("Failed query: select $1");
		expect(text).toContain("postgres://…@host/photos");
	});
});
