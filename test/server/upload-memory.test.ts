import { afterAll, expect } from "bun:test";
import { readFile } from "node:fs/promises";
import { join } from "../containers/bytes.ts";
import { requires } from "../requirements.ts";
import { startServer, TOKEN, temporaryFolder } from "../running-server.ts";
import { OWNER, photo, upload } from "./client.ts";
import { drawn } from "./drawn-photos.ts";

const _isLinux = process.platform === "linux";

// No workers: this is about receiving, and a decoder's memory would hide it.
const server = await startServer(await temporaryFolder(), { WORKERS: "0" });
afterAll(server.remove);

/** Megabytes of memory that the server has at the moment. */
async function memory(): Promise<number> {
	const status = await readFile(`/proc/${server.pid}/status`, "utf8");
	return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1000;
}

/** By how many megabytes the server grew at the most while something went on. */
async function growth(work: () => Promise<unknown>): Promise<number> {
	const before = await memory();
	let most = before;
	const timer = setInterval(() => void memory().then((now) => (most = Math.max(most, now))), 20);
	await work().finally(() => clearInterval(timer));
	return Math.max(most, await memory()) - before;
}

const MEGABYTES = 1_000_000;
const large = join(drawn(1), new Uint8Array(150 * MEGABYTES));

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

requires("linux").test("nor do bodies of 150 MB that are not welcome", async () => {
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
			const response = await fetch(server.url + path, { ...init, body: new Uint8Array(large) });
			expect([path, response.status]).toEqual([path, status]);
		});
		expect(grown, path).toBeLessThan(80);
	}
});
