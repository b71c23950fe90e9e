import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Store } from "widthwise";
import { copyEmptyDatabase } from "../empty-database.ts";
import { requires } from "../requirements.ts";
import type { RunningServer } from "../running-server.ts";
import { asOwner, photo, upload } from "../server/client.ts";
import { drawn } from "../server/drawn-photos.ts";
import { settled } from "../server/photo-events.ts";
import { TOKEN } from "../server-environment.ts";
import { startServerInProcess } from "../server-in-process.ts";
import { sharedPostgres, sharedRedis } from "../services/shared.ts";
import { removeFolder, temporaryFolder } from "../temporary-folder.ts";
import { sharedProduction } from "./production.ts";
import { runProgram } from "./run-program.ts";

let folder: string;
beforeEach(async () => {
	folder = await temporaryFolder();
});
afterEach(async () => {
	if (folder) await removeFolder(folder);
});

const PHOTOS = [1, 2];
const EDIT = { title: "Harbour at dusk", caption: "Written by the owner" };

/** All that visitors see of the photos. */
async function everythingServed(server: RunningServer, ids: readonly string[]) {
	const files = ids.map(async (id) => {
		const found = await photo(server, id);
		if (!found) throw new Error(`${id} is missing`);
		const paths = [found.url, `${found.url}?width=50`];
		const bodies = await Promise.all(
			paths.map(async (path) => {
				const response = await fetch(server.url + path);
				return [response.status, Bun.hash(await response.bytes())];
			}),
		);
		const { title, caption, takenAt, width, height, createdAt } = found;
		return { bodies, title, caption, takenAt, width, height, createdAt };
	});
	return Promise.all(files);
}

/** Waits until photos are published: one that failed would be another fault. */
async function published(server: RunningServer, ids: readonly string[]): Promise<void> {
	const ends = await settled(server, ids);
	expect(ends.map(({ status, error }) => ({ status, error }))).toEqual(
		ids.map(() => ({ status: "published", error: null })),
	);
}

/** Uploads a photo after the catalogue's backup: only its original survives. */
async function uploadLater(server: RunningServer): Promise<string> {
	const [later = ""] = await upload(server, ["later.jpg", drawn(6)]);
	await published(server, [later]);
	return later;
}

async function uploadAll(server: RunningServer): Promise<readonly string[]> {
	const ids = await upload(server, ...PHOTOS.map((n) => [`${n}.jpg`, drawn(n)] as const));
	await published(server, ids);
	const edited = await asOwner(server, `/api/photos/${ids[0]}`, { method: "PATCH", body: EDIT });
	expect(edited.status).toBe(200);
	return ids;
}

const BACKUP = "worker/programs/backup.ts";
const RESTORE = "worker/programs/restore.ts";
const SWEEP = "worker/programs/sweep.ts";

test("a new machine gets everything from the backup of a running server", async () => {
	const dataDir = join(folder, "data");
	await copyEmptyDatabase(join(dataDir, "database"));
	await Bun.write(join(dataDir, "owner-token"), `${TOKEN}\n`);
	// Then the token is in its file, as after a first start.
	const settings = { OWNER_TOKEN: "", SITE_NAME: "Jo's photos" };
	await using server = await startServerInProcess(dataDir, settings);
	const ids = await uploadAll(server);
	const before = await everythingServed(server, ids);

	// As cron does: it knows the folder, not the server's settings.
	const backup = join(folder, "backup");
	const first = await runProgram(BACKUP, [backup], { DATA_DIR: dataDir });
	expect(first).toContain(`Originals copied: ${ids.length}`);
	await server.close();
	await rm(dataDir, { recursive: true });
	const files = await Array.fromAsync(new Bun.Glob("catalogue-*").scan(backup));
	expect(files).toHaveLength(1);
	expect((await stat(join(backup, files[0] ?? ""))).mode & 0o077).toBe(0);

	const [newMachine, newData] = [join(folder, "new"), join(folder, "new/data")];
	await mkdir(newMachine);
	const restored = await runProgram(RESTORE, [backup], { DATA_DIR: newData }, newMachine);
	expect(restored).toContain(`Restored ${ids.length} photos' records`);
	expect(restored).toContain(`To be published again, at the next start: ${ids.length}`);
	const environment = await Bun.file(join(newMachine, ".env")).text();
	expect(environment).toStartWith(`DATA_DIR='${newData}'\n`);
	expect(environment).toContain(`SITE_NAME="Jo's photos"\n`);
	await using moved = await startServerInProcess(newData, { OWNER_TOKEN: "" });
	await published(moved, ids);
	expect(await everythingServed(moved, ids)).toEqual(before);
	expect(before[0]).toMatchObject(EDIT);
});

/** Moves all objects of a store into memory. */
async function moveToMemory(store: Store) {
	const objects = [];
	for await (const key of store.list("")) {
		const object = await store.get(key);
		if (!object) throw new Error(`${key} is missing`);
		objects.push({ key, bytes: await object.bytes(), contentType: object.contentType });
	}
	for (const { key } of objects) await store.delete(key);
	return objects;
}

requires("postgres", "redis", "s3").describe("in production", () => {
	test("the bucket of originals and the catalogue's backup restore everything", async () => {
		const { environment, media, publicStore } = await sharedProduction();
		const dataDir = join(folder, "data");
		await using server = await startServerInProcess(dataDir, environment);
		const ids = await uploadAll(server);
		const before = await everythingServed(server, ids);

		// While the server runs.
		const file = join(folder, "production.jsonl");
		const settings = { ...environment, DATA_DIR: dataDir };
		await runProgram(BACKUP, [file], settings);
		const later = await uploadLater(server);
		await server.close();

		const originals = await moveToMemory(media);
		expect(originals).toHaveLength(PHOTOS.length + 1);
		await moveToMemory(publicStore);
		const moved = {
			...settings,
			DATABASE_URL: await (await sharedPostgres()).createDatabase(),
			REDIS_URL: await (await sharedRedis()).createDatabase(),
		};
		for (const { key, bytes, contentType } of originals) {
			await media.put(key, bytes, { contentType });
		}
		await runProgram(RESTORE, [file], moved, folder);
		await runProgram(SWEEP, ["--repair"], moved);

		await using restored = await startServerInProcess(dataDir, moved);
		await published(restored, [...ids, later]);
		expect(await everythingServed(restored, ids)).toEqual(before);
	});
});
