import { afterAll, expect, test } from "bun:test";
import { exists, utimes } from "node:fs/promises";
import { join } from "node:path";
import { until, within } from "../patience.ts";
import { readPixels } from "../pictures/read.ts";
import { type RunningServer, startedFolder } from "../running-server.ts";
import { startServerInProcess } from "../server-in-process.ts";
import { runServer, type ServerProcess, startServer } from "../server-process.ts";
import { removeFolder } from "../temporary-folder.ts";
import { type PhotoAnswer, photo, post, type UploadAnswer, upload } from "./client.ts";
import { filesIn } from "./data-folder.ts";
import { copies, drawn } from "./drawn-photos.ts";
import { openEvents, settled } from "./photo-events.ts";
import { openConnection, openForm, uploadHead } from "./raw-http.ts";

/** One data folder, and one server after the other on it: each start serves several tests. */
const dataDir = await startedFolder();
let server: ServerProcess | undefined;
/** The last one, in this process. */
let last: RunningServer | undefined;
afterAll(async () => {
	await server?.stop("SIGKILL");
	await last?.remove();
	await removeFolder(dataDir);
});

const running = (): ServerProcess => server ?? expect.unreachable("No server was started");

const PHOTOS_PER_FORM = 2;
/** Forms that are acknowledged before the kill; the next one is being received then. */
const FORMS = 3;

/** Uploads forms of photos one after the other; resolves when the server is killed. */
async function uploadUntilKilled(
	server: RunningServer,
	ids: Set<string>,
	onAcknowledged: (form: number) => Promise<void>,
): Promise<void> {
	try {
		for (let form = 1; ; form++) {
			const pictures = copies(drawn(form), PHOTOS_PER_FORM);
			const files = pictures.map((bytes, i) => [`${form} ${i}.jpg`, bytes] as const);
			const { photos }: UploadAnswer = await (await post(server, ...files)).json();
			for (const { id } of photos) ids.add(id);
			await onAcknowledged(form);
		}
	} catch {
		// Its connection broke.
	}
}

/**
 * Kills a server while it receives and publishes photos: one is published, and a form has just been
 * acknowledged. Resolves to the ids of the acknowledged photos.
 */
async function killWhileWorking(server: ServerProcess): Promise<ReadonlySet<string>> {
	const acknowledged = new Set<string>();
	using events = await openEvents(server);
	const moment = Promise.withResolvers<void>();
	const uploading = uploadUntilKilled(server, acknowledged, async (form) => {
		if (form === FORMS - 1) await events.first(({ status }) => status === "published");
		if (form === FORMS) moment.resolve();
	});
	await within("the last form is acknowledged", moment.promise);
	await server.stop("SIGKILL");
	await uploading;
	return acknowledged;
}

async function expectIntact(server: RunningServer, published: PhotoAnswer): Promise<void> {
	const { id, url, width, height } = published;
	const master = await fetch(server.url + url);
	expect(await readPixels(await master.bytes())).toMatchObject({ width, height });
	const original = Bun.file(join(server.dataDir, "media/originals", id));
	const hash = new Bun.CryptoHasher("sha256").update(await original.bytes()).digest("hex");
	expect(hash).toStartWith(id);
}

/** Half-written files of some age, as a killed server leaves them. */
const LEFTOVERS = ["uploads", "media/.tmp", "public/.tmp"].map((folder) =>
	join(dataDir, folder, crypto.randomUUID()),
);

async function writeLeftover(path: string, ageMs: number): Promise<void> {
	await Bun.write(path, "half a photo");
	const modified = new Date(Date.now() - ageMs);
	await utimes(path, modified, modified);
}

test("kill -9 loses no acknowledged photo", async () => {
	server = await startServer(dataDir);
	const acknowledged = await killWhileWorking(server);
	expect(acknowledged.size).toBeGreaterThanOrEqual(FORMS * PHOTOS_PER_FORM);
	for (const path of LEFTOVERS) await writeLeftover(path, 25 * 3600_000);

	server = await startServer(dataDir);
	const photos = await settled(server, [...acknowledged]);
	const unpublished = photos.filter(({ status }) => status !== "published");
	expect(unpublished).toEqual([]);
	for (const published of photos) await expectIntact(server, published);
});

test("half-written files of a killed server are cleaned after a day", async () => {
	const left = async () => (await Promise.all(LEFTOVERS.map(exists))).filter(Boolean);
	await until("all leftovers are deleted", async () => (await left()).length === 0);
});

test("SIGTERM while photos are published and an upload has stalled stops the server; the next start publishes the rest", async () => {
	using connection = await openConnection(running());
	connection.send(uploadHead(1e6));
	connection.send(openForm(["half.jpg", drawn(2)]).subarray(0, -500));
	const arriving = async () => (await filesIn(running(), "uploads")).length;
	await until("the upload has begun", async () => (await arriving()) > 0);
	const pictures = copies(drawn(20), 6);
	using events = await openEvents(running());
	const files = pictures.map((bytes, i) => [`${i}.jpg`, bytes] as const);
	const ids = await upload(running(), ...files);
	await events.first(({ id, status }) => status === "published" && ids.includes(id));
	expect(await arriving()).toBe(1);
	expect(await running().stop()).toBe(0);
	expect(running().output()).not.toMatch(/error/i);

	last = await startServerInProcess(dataDir, {});
	const photos = await settled(last, ids);
	expect(photos.map(({ status }) => status)).toEqual(ids.map(() => "published"));
});

test("a second server on the data folder of another refuses to start, and does not disturb it", async () => {
	const other = last ?? expect.unreachable("No server was started");
	const [id = ""] = await upload(other, ["mine.jpg", drawn(1)]);
	const { exitCode, output } = await runServer(dataDir);
	expect(exitCode).toBe(1);
	expect(output).toContain(
		`is in use by another process (process ${process.pid}): stop that process`,
	);
	expect(output.trim().split("\n")).toHaveLength(1);
	expect(await photo(other, id)).toMatchObject({ filename: "mine.jpg" });
});
