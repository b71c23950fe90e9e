import { afterAll, expect } from "bun:test";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "../../../containers/bytes.ts";
import { requires } from "../../../requirements.ts";
import { startNewServer, TOKEN } from "../../../running-server.ts";
import { OWNER, photo, upload } from "../../client.ts";
import { drawn } from "../../drawn-photos.ts";

// No workers: this is about receiving, and a decoder's memory would hide it.
const server = await startNewServer({ WORKERS: "0" });
afterAll(server.remove);

/** The most megabytes of memory that the server has had since the last reset. */
async function mostMemory(): Promise<number> {
	const status = await readFile(`/proc/${server.pid}/status`, "utf8");
	return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1000;
}

/** By how many megabytes the server grew at the most while something went on. */
async function growth(work: () => Promise<unknown>): Promise<number> {
	// The kernel counts from here (proc_pid_clear_refs(5)), and misses no moment.
	await writeFile(`/proc/${server.pid}/clear_refs`, "5");
	const before = await mostMemory();
	await work();
	return (await mostMemory()) - before;
}

const MEGABYTES = 1_000_000;
const large = new Uint8Array(join(drawn(1), new Uint8Array(150 * MEGABYTES)));

requires("linux").test("a photo of 150 MB does not sit in memory while it arrives", async () => {
	await upload(server, ["small.jpg", drawn(2)]);
	let id = "";
	const grown = await growth(async () => {
		id = (await upload(server, ["large.jpg", large]))[0] ?? "";
	});
	expect(grown).toBeLessThan(80);
	expect(await photo(server, id)).toMatchObject({ status: "received", width: 96, height: 64 });
	const kept = Bun.file(`${server.dataDir}/media/originals/${id}`);
	expect(kept.size).toBe(large.length);
});

requires("linux").test(
	"a body of 150 MB that is not welcome does not sit in memory either",
	async () => {
		const json = { "Content-Type": "application/json" };
		const path = `/api/photos/${"0".repeat(32)}`;
		const attempts: readonly (readonly [path: string, init: RequestInit, status: number])[] = [
			["/api/photos", { method: "POST" }, 401],
			["/api/photos", { method: "POST", headers: { ...OWNER, ...json } }, 400],
			[path, { method: "PATCH", headers: json }, 401],
			[path, { method: "PATCH", headers: { ...OWNER, ...json } }, 413],
			["/sign-in", { method: "POST", headers: json }, 413],
			[`/sign-in?token=${TOKEN}`, { method: "POST", headers: json }, 413],
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
	},
);
