import { afterEach, beforeEach, expect, test } from "bun:test";
import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Store } from "widthwise";
import { copyEmptyDatabase } from "../empty-database.ts";
import { requires } from "../requirements.ts";
import type { RunningServer } from "../running-server.ts";
import { removeFolder, startServer, temporaryFolder } from "../running-server.ts";
import { asOwner, photo, upload } from "../server/client.ts";
import { drawn } from "../server/drawn-photos.ts";
import { settled } from "../server/photo-events.ts";
import { startProduction } from "./production.ts";
import { runProgram } from "./run-program.ts";

let folder: string;
beforeEach(async () => {
	folder = await temporaryFolder();
});
afterEach(async () => {
	if (folder) await removeFolder(folder);
});

const PHOTOS = [1, 2, 3];
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

/** Uploads a photo after the catalogue's backup: only its original survives. */
async function uploadLater(server: RunningServer): Promise<string> {
	const [later = ""] = await upload(server, ["later.jpg", drawn(6)]);
	await settled(server, [later]);
	return later;
}

async function uploadAll(server: RunningServer): Promise<readonly string[]> {
	const ids = await upload(server, ...PHOTOS.map((n) => [`${n}.jpg`, drawn(n)] as const));
	await settled(server, ids);
	await asOwner(server, `/api/photos/${ids[0]}`, { method: "PATCH", body: EDIT });
	return ids;
}

test("with the embedded database, originals and the catalogue's backup restore everything", async () => {
	const [dataDir, backup] = [join(folder, "data"), join(folder, "backup")];
	await copyEmptyDatabase(join(dataDir, "database"));
	await using server = await startServer(dataDir);
	const ids = await uploadAll(server);
	const before = await everythingServed(server, ids);
	await server.stop();

	await mkdir(backup);
	const file = join(backup, "photos.jsonl");
	const environment = { DATA_DIR: dataDir };
	await runProgram("worker/programs/transfer.ts", ["backup", file], environment);
	await using continued = await startServer(dataDir);
	const later = await uploadLater(continued);
	await continued.stop();
	await cp(join(dataDir, "media"), join(backup, "media"), { recursive: true });

	await rm(dataDir, { recursive: true });
	await cp(join(backup, "media"), join(dataDir, "media"), { recursive: true });
	await runProgram("worker/programs/transfer.ts", ["restore", file], environment);
	const report = await runProgram("worker/programs/sweep.ts", ["--repair"], environment);
	expect(report).toContain("3 photos: published, but the master or its metadata is missing");
	expect(report).toContain(`not in the catalogue: ${later}`);

	await using restored = await startServer(dataDir);
	await settled(restored, [...ids, later]);
	expect(await photo(restored, later)).toMatchObject({ status: "published" });
	expect(await everythingServed(restored, ids)).toEqual(before);
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
		await using production = await startProduction();
		const { environment, media, publicStore } = production;
		const dataDir = join(folder, "data");
		await using server = await startServer(dataDir, environment);
		const ids = await uploadAll(server);
		const before = await everythingServed(server, ids);

		// While the server runs.
		const file = join(folder, "production.jsonl");
		const settings = { ...environment, DATA_DIR: dataDir };
		await runProgram("worker/programs/transfer.ts", ["backup", file], settings);
		const later = await uploadLater(server);
		await server.stop();

		const originals = await moveToMemory(media);
		expect(originals).toHaveLength(PHOTOS.length + 1);
		await moveToMemory(publicStore);
		await production.redis.wipe();
		const moved = { ...settings, DATABASE_URL: await production.postgres.createDatabase() };
		for (const { key, bytes, contentType } of originals) {
			await media.put(key, bytes, { contentType });
		}
		await runProgram("worker/programs/transfer.ts", ["restore", file], moved);
		await runProgram("worker/programs/sweep.ts", ["--repair"], moved);

		await using restored = await startServer(dataDir, moved);
		await settled(restored, [...ids, later]);
		expect(await photo(restored, later)).toMatchObject({ status: "published" });
		expect(await everythingServed(restored, ids)).toEqual(before);
	});
});
