import { afterAll, expect } from "bun:test";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "../../../containers/bytes.ts";
import { requires } from "../../../requirements.ts";
import { startNewServerProcess } from "../../../running-server.ts";
import { OWNER, photo, upload } from "../../client.ts";
import { drawn } from "../../drawn-photos.ts";

// Without workers, because a decoder's memory would hide that of receiving.
const server = await startNewServerProcess({ WORKERS: "0" });
afterAll(server.remove);

/** The server's peak memory since the last reset, in megabytes. */
async function peakMemory(): Promise<number> {
	const status = await readFile(`/proc/${server.pid}/status`, "utf8");
	return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1000;
}

/** Measures how much the server's memory grows during work, in megabytes at the peak. */
async function growth(work: () => Promise<unknown>): Promise<number> {
	// Resets the kernel's record of the peak (proc_pid_clear_refs(5)).
	await writeFile(`/proc/${server.pid}/clear_refs`, "5");
	const before = await peakMemory();
	await work();
	return (await peakMemory()) - before;
}

const MEGABYTES = 1_000_000;
const large = new Uint8Array(join(drawn(1), new Uint8Array(150 * MEGABYTES)));

requires("linux").test("a photo of 150 MB is not held in memory while it arrives", async () => {
	await upload(server, ["small.jpg", drawn(2)]);
	let id = "";
	const grown = await growth(async () => {
		id = (await upload(server, ["large.jpg", large]))[0] ?? "";
	});
	expect(grown).toBeLessThan(80);
	expect(await photo(server, id)).toMatchObject({ status: "received", width: 96, height: 64 });
	const original = Bun.file(`${server.dataDir}/media/originals/${id}`);
	expect(original.size).toBe(large.length);
});

requires("linux").test("a refused body of 150 MB is not held in memory", async () => {
	const json = { "Content-Type": "application/json" };
	const path = `/api/photos/${"0".repeat(32)}`;
	const attempts: readonly (readonly [path: string, init: RequestInit, status: number])[] = [
		["/api/photos", { method: "POST" }, 401],
		["/api/photos", { method: "POST", headers: { ...OWNER, ...json } }, 400],
		[path, { method: "PATCH", headers: json }, 401],
		[path, { method: "PATCH", headers: { ...OWNER, ...json } }, 413],
		["/sign-in", { method: "POST", headers: json }, 413],
		["/sign-out", { method: "POST", redirect: "manual" }, 303],
		["/nowhere", { method: "POST" }, 404],
	];
	for (const [path, init, status] of attempts) {
		const grown = await growth(async () => {
			const response = await fetch(server.url + path, { ...init, body: large });
			expect([path, response.status]).toEqual([path, status]);
		});
		expect(grown, path).toBeLessThan(80);
	}
});
