import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WidthwiseError } from "widthwise";
import { lockDataFolder } from "../../../worker/database/data-lock.ts";
import { startProcess } from "../process.ts";

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "widthwise-lock-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const holder = join(import.meta.dir, "../processes/hold-lock.ts");

function refusal(): WidthwiseError {
	try {
		lockDataFolder(folder).release();
	} catch (error) {
		if (error instanceof WidthwiseError) return error;
		throw error;
	}
	throw new Error("The folder was not locked");
}

test("a second process cannot lock a folder and says why, until kill -9 ends the first", async () => {
	for (let round = 0; round < 3; round++) {
		await using owner = startProcess(holder, folder);
		expect(await owner.nextLine()).toBe("locked");
		const { code, message } = refusal();
		expect(code).toBe("in-use");
		expect(message).toContain(folder);
		expect(message).toContain(`process ${owner.pid}`);
		expect(message).toContain("DATABASE_URL");
		await owner.kill();
		lockDataFolder(folder).release();
	}
});

test("no process can lock a folder twice, not even its owner, until it is released", async () => {
	const lock = lockDataFolder(folder);
	expect(refusal().code).toBe("in-use");
	await using second = startProcess(holder, folder);
	expect(await second.nextLine()).toContain("in use");
	lock.release();
	lock.release();
	lockDataFolder(folder).release();
});

test("the error for a folder that cannot be created names it", () => {
	expect(() => lockDataFolder("/proc/widthwise")).toThrow(/\/proc\/widthwise.*DATA_DIR/);
});
