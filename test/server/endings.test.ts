import { afterAll, expect, test } from "bun:test";
import { utimes } from "node:fs/promises";
import { join } from "node:path";
import { until } from "../patience.ts";
import { readPixels } from "../pictures/read.ts";
import {
	type RunningServer,
	removeFolder,
	startServer,
	temporaryFolder,
} from "../running-server.ts";
import { post, type UploadAnswer } from "./client.ts";
import { filesIn } from "./data-folder.ts";
import { copies, drawn } from "./drawn-photos.ts";
import { settled } from "./photo-events.ts";
import { openConnection, openForm, uploadHead } from "./raw-http.ts";

const dataDir = await temporaryFolder();
afterAll(() => removeFolder(dataDir));

/** Stops a server that waits for the rest of an upload, which never comes. */
async function stopWhileStalled(): Promise<number | null> {
	const server = await startServer(await temporaryFolder(), { WORKERS: "0" });
	const connection = await openConnection(server);
	connection.send(uploadHead(1e6));
	connection.send(openForm(["half.jpg", drawn(2)]).subarray(0, -500));
	await until(async () => (await filesIn(server, "uploads")).length > 0);
	const exitCode = await server.stop();
	connection.destroy();
	await server.remove();
	return exitCode;
}
// It takes the ten seconds that requests are given: meanwhile the other tests run.
const stalled = stopWhileStalled();

const ROUNDS = 3;
const FORMS = 5;
const PHOTOS_PER_FORM = 4;

/** Uploads photos one form after the other, notes every acknowledged one, until the server is gone. */
async function uploadUntilDeath(
	server: RunningServer,
	round: number,
	acknowledged: Set<string>,
): Promise<void> {
	for (let form = 0; form < FORMS; form++) {
		const pictures = copies(drawn(round * FORMS + form, "jpeg", 320, 240), PHOTOS_PER_FORM);
		const files = pictures.map((bytes, i) => [`${round} ${form} ${i}.jpg`, bytes] as const);
		const response = await post(server, ...files);
		const { photos }: UploadAnswer = await response.json();
		for (const { id } of photos) acknowledged.add(id);
	}
}

test("kill -9 at any moment loses nothing that was acknowledged", async () => {
	const acknowledged = new Set<string>();
	const delays: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const server = await startServer(dataDir);
		const uploading = uploadUntilDeath(server, round, acknowledged).catch(() => {});
		const delay = Math.round(Math.random() * 700);
		delays.push(delay);
		await Bun.sleep(delay);
		await server.stop("SIGKILL");
		await uploading;
	}
	console.log(`killed after ${delays.join(", ")} ms: ${acknowledged.size} photos acknowledged`);
	expect(acknowledged.size).toBeGreaterThan(PHOTOS_PER_FORM);

	const server = await startServer(dataDir);
	const photos = await settled(server, [...acknowledged]);
	const unpublished = photos.filter(({ status }) => status !== "published");
	expect(unpublished).toEqual([]);
	for (const { id, url, width, height } of photos) {
		const master = await fetch(server.url + url);
		expect(await readPixels(await master.bytes())).toMatchObject({ width, height });
		const original = Bun.file(join(dataDir, "media/originals", id));
		const hash = new Bun.CryptoHasher("sha256").update(await original.bytes()).digest("hex");
		expect(hash).toStartWith(id);
	}
	expect(await server.stop()).toBe(0);
}, 60_000);

/** Leaves what a death in the middle of writing leaves, as old as that is. */
async function plant(path: string, ageMs: number): Promise<void> {
	await Bun.write(path, "half a photo");
	const then = new Date(Date.now() - ageMs);
	await utimes(path, then, then);
}

test.each([
	["uploads", ""],
	["media", ".tmp"],
	["public", ".tmp"],
] as const)("what a death left half-written in %s goes in time", async (part, folder) => {
	const before = await filesIn({ dataDir }, part);
	await plant(join(dataDir, part, folder, crypto.randomUUID()), 25 * 3600_000);
	const server = await startServer(dataDir);
	await server.stop();
	const staged = (name: string): boolean => part === "uploads" || name.startsWith(".tmp/");
	const left = await filesIn({ dataDir }, part);
	expect(left.filter((name) => staged(name) && !before.includes(name))).toEqual([]);
});

test("SIGTERM while an upload hangs: it is cut off in the end", async () => {
	expect(await stalled).toBe(0);
});
