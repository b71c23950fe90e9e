import { afterAll, beforeAll, expect, test } from "bun:test";
import { utimes } from "node:fs/promises";
import { join } from "node:path";
import { until, within } from "../patience.ts";
import { readPixels } from "../pictures/read.ts";
import { type RunningServer, startedFolder, startPgliteServer } from "../running-server.ts";
import { startServer } from "../server-process.ts";
import { removeFolder } from "../temporary-folder.ts";
import { type PhotoAnswer, post, type UploadAnswer } from "./client.ts";
import { filesIn } from "./data-folder.ts";
import { copies, drawn } from "./drawn-photos.ts";
import { openEvents, settled } from "./photo-events.ts";
import { openConnection, openForm, uploadHead } from "./raw-http.ts";

const folders: string[] = [];
afterAll(() => Promise.all(folders.map(removeFolder)));

async function newFolder(): Promise<string> {
	const folder = await startedFolder();
	folders.push(folder);
	return folder;
}

/** Stops a server that waits for the rest of an upload. */
async function stopWhileStalled(): Promise<number | null> {
	await using server = await startPgliteServer({ WORKERS: "0" });
	using connection = await openConnection(server);
	connection.send(uploadHead(1e6));
	connection.send(openForm(["half.jpg", drawn(2)]).subarray(0, -500));
	await until("the upload has begun", async () => (await filesIn(server, "uploads")).length > 0);
	return await server.stop();
}

let stalled: Promise<number | null>;
beforeAll(() => {
	// This takes several seconds, until the server aborts the request; the other tests run meanwhile.
	stalled = stopWhileStalled();
	stalled.catch(() => {});
});

const FORMS = 4;
const PHOTOS_PER_FORM = 2;

/** Forms of photos that are uploaded one after the other until the server is killed. */
type Uploading = {
	/** Resolves when a form was acknowledged. The first form is 1. */
	acknowledged(form: number): Promise<void>;
	readonly ended: Promise<void>;
};

function uploadUntilKilled(server: RunningServer, round: number, ids: Set<string>): Uploading {
	const forms = Array.from({ length: FORMS }, () => Promise.withResolvers<void>());
	const upload = async (): Promise<void> => {
		for (const [form, { resolve }] of forms.entries()) {
			const pictures = copies(drawn(round * FORMS + form, "jpeg", 320, 240), PHOTOS_PER_FORM);
			const files = pictures.map((bytes, i) => [`${round} ${form} ${i}.jpg`, bytes] as const);
			const { photos }: UploadAnswer = await (await post(server, ...files)).json();
			for (const { id } of photos) ids.add(id);
			resolve();
		}
	};
	return {
		acknowledged: (form) =>
			within(`form ${form} is acknowledged`, forms[form - 1]?.promise ?? Promise.resolve()),
		ended: upload().catch(() => {}),
	};
}

/** Moments at which a server is killed, each while it receives and publishes photos. */
const MOMENTS: readonly ((server: RunningServer, uploading: Uploading) => Promise<unknown>)[] = [
	(_, uploading) => uploading.acknowledged(1),
	async (server, uploading) => {
		using events = await openEvents(server);
		await uploading.acknowledged(2);
		await events.first(({ status }) => status === "published");
	},
	(_, uploading) => uploading.acknowledged(3),
];

async function expectIntact(server: RunningServer, photo: PhotoAnswer): Promise<void> {
	const { id, url, width, height } = photo;
	const master = await fetch(server.url + url);
	expect(await readPixels(await master.bytes())).toMatchObject({ width, height });
	const original = Bun.file(join(server.dataDir, "media/originals", id));
	const hash = new Bun.CryptoHasher("sha256").update(await original.bytes()).digest("hex");
	expect(hash).toStartWith(id);
}

test("kill -9 loses no acknowledged photo", async () => {
	const dataDir = await newFolder();
	const acknowledged = new Set<string>();
	for (const [round, moment] of MOMENTS.entries()) {
		await using server = await startServer(dataDir);
		const uploading = uploadUntilKilled(server, round, acknowledged);
		await moment(server, uploading);
		await server.stop("SIGKILL");
		await uploading.ended;
	}
	expect(acknowledged.size).toBeGreaterThanOrEqual(6 * PHOTOS_PER_FORM);

	await using server = await startServer(dataDir);
	const photos = await settled(server, [...acknowledged]);
	const unpublished = photos.filter(({ status }) => status !== "published");
	expect(unpublished).toEqual([]);
	for (const photo of photos) await expectIntact(server, photo);
	expect(await server.stop()).toBe(0);
});

/** Writes a half-written file of some age, as a killed server leaves it. */
async function writeLeftover(path: string, ageMs: number): Promise<void> {
	await Bun.write(path, "half a photo");
	const modified = new Date(Date.now() - ageMs);
	await utimes(path, modified, modified);
}

test("half-written files of a killed server are cleaned after a day", async () => {
	const dataDir = await newFolder();
	const folders = ["uploads", "media/.tmp", "public/.tmp"];
	for (const folder of folders) {
		await writeLeftover(join(dataDir, folder, crypto.randomUUID()), 25 * 3600_000);
	}
	const leftovers = async () => [
		...(await filesIn({ dataDir }, "uploads")),
		...(await filesIn({ dataDir }, "media")),
		...(await filesIn({ dataDir }, "public")),
	];
	expect(await leftovers()).toHaveLength(folders.length);
	await using server = await startServer(dataDir, { WORKERS: "0" });
	await until("all leftovers are deleted", async () => (await leftovers()).length === 0);
	expect(await server.stop()).toBe(0);
});

test("SIGTERM aborts an upload that has stalled, and the server stops", async () => {
	expect(await stalled).toBe(0);
});
