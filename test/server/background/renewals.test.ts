import { afterAll, expect, test } from "bun:test";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createFolderStore } from "widthwise/store/folder";
import { openDatabase } from "../../../worker/database/open.ts";
import { until } from "../../patience.ts";
import { makeNewData, type RunningServer } from "../../running-server.ts";
import { startServerInProcess } from "../../server-in-process.ts";
import { startServer } from "../../server-process.ts";
import { startCloudFrontApi } from "../../services/cloudfront-api.ts";
import { removeFolder } from "../../temporary-folder.ts";
import { asOwner, type PhotoAnswer, photo, upload } from "../client.ts";
import { publicFilesWith } from "../data-folder.ts";
import { drawn, drawnLarge } from "../drawn-photos.ts";
import { settled } from "../photo-events.ts";

/** What an older version left in public files. */
const SECRET = "serial number 12345";
const WIDTH_BUCKETS = "32,64,128,256";

const data = await makeNewData();
const { dataDir } = data;
const cloudFront = startCloudFrontApi();
const settings = {
	...data.environment,
	WIDTH_BUCKETS,
	CDN_DISTRIBUTION_ID: "E2QWRUHAPOMQZL",
	AWS_ENDPOINT_URL_CLOUDFRONT: cloudFront.url,
	AWS_ACCESS_KEY_ID: "test",
	AWS_SECRET_ACCESS_KEY: "test",
};

const inProcess = { ...data.environment, WIDTH_BUCKETS };
let server: RunningServer = await startServerInProcess(dataDir, inProcess);
afterAll(async () => {
	await Promise.all([server.remove(), removeFolder(`${dataDir}.log`), cloudFront.stop()]);
	await data.remove();
});

/** Ends the server, and starts one that invalidates the CDN: a process, which is killed with -9 in the end. */
async function restart(start: typeof startServerInProcess): Promise<void> {
	await server[Symbol.asyncDispose]();
	server = await start(dataDir, settings);
}

/** Ends the server, and starts one that publishes nothing. */
async function restartIdle(): Promise<void> {
	await server[Symbol.asyncDispose]();
	server = await startServerInProcess(dataDir, { ...inProcess, WORKERS: "0" });
}

/** Stops the server and makes all photos as an older version published them: with private text. */
async function age(): Promise<void> {
	await server.close();
	const store = createFolderStore({ folder: join(dataDir, "public") });
	for await (const key of store.list("")) {
		const object = await store.get(key);
		if (!object) continue;
		const { contentType, metadata } = object;
		const { version: _, ...older } = metadata;
		const bytes = Buffer.concat([await object.bytes(), Buffer.from(SECRET)]);
		await store.put(key, bytes, { contentType, metadata: older });
	}
	const onError = (error: unknown) => console.error(error);
	const databaseUrl = data.environment.DATABASE_URL;
	const database = await openDatabase({ dataDir, databaseUrl, onError });
	await database.drizzle.execute("update widthwise.photos set version = 0, url_version = 0");
	await database.close();
}

const files = Array.from(
	{ length: 4 },
	(_, i) => [`${i}.jpg`, drawnLarge(60 + i, 480, 320)] as const,
);
const ids = await upload(server, ...files, ["gone.jpg", drawn(70)], ["damaged.jpg", drawn(71)]);
await settled(server, ids);
const [gone = "", damaged = ""] = ids.slice(-2);
const renewable = ids.slice(0, -2);

const answers = await Promise.all(ids.map((id) => photo(server, id)));
const oldUrls = answers.map((answer) => (answer?.url ?? "").replace(".v1.", "."));
const QUERIES = ["", "?width=32&format=jpeg", "?width=64", "?width=256&format=avif"];
for (const url of oldUrls) for (const query of QUERIES) await fetch(server.url + url + query);

const withSecret = async () => new Set((await publicFilesWith(server, SECRET)).map(idIn));
const idIn = (path: string) => /[0-9a-f]{32}/.exec(path)?.[0] ?? "";
const desk = async () => (await asOwner(server, "/desk")).text();
const urlsIn = async (path: string) =>
	[...(await (await fetch(server.url + path)).text()).matchAll(/\/media\/[^"?<\s]+\.jpg/g)].map(
		([url]) => url,
	);

/** Requests images of photos until stopped; resolves to all that was not a plain 200. */
function watch(watched: readonly string[]) {
	let isStopped = false;
	const refused: string[] = [];
	const { url } = server;
	const requestAll = async (query: string): Promise<void> => {
		for (const path of watched) {
			const response = await fetch(url + path + query);
			await response.arrayBuffer();
			if (response.status !== 200) refused.push(`${response.status} ${path}${query}`);
		}
	};
	const running = until("the watch is stopped", async () => {
		for (const query of QUERIES.slice(0, 3)) await requestAll(query);
		return isStopped;
	});
	return {
		async stop(): Promise<readonly string[]> {
			isStopped = true;
			await running;
			return refused;
		},
	};
}

test("photos of an older version are published again, and seen at every moment", async () => {
	await age();
	expect((await withSecret()).size).toBe(ids.length);
	const original = join(dataDir, "media", "originals", damaged);
	const whole = await readFile(original);
	await writeFile(original, whole.subarray(0, whole.length >> 1));

	// Killed in the middle, at a random step of a photo.
	await restart(startServer);
	await until("a photo is renewed", async () => (await withSecret()).size < ids.length);
	await restartIdle();
	const left = await withSecret();
	const notice = /Publishing older photos again: (\d+) of (\d+) done/;
	if (left.size > 2) expect(await desk()).toMatch(notice);
	expect((await asOwner(server, `/api/photos/${gone}`, { method: "DELETE" })).status).toBe(204);

	await restart(startServerInProcess);
	const watching = watch(oldUrls.slice(0, renewable.length));
	await until("all are renewed", async () => (await withSecret()).size === 0);
	await until("the desk has nothing more to say", async () => !notice.test(await desk()));
	expect(await watching.stop()).toEqual([]);
	await until("the CDN is invalidated", () =>
		cloudFront.invalidations.some(({ paths }) => paths.includes("/media/*")),
	);
});

test("no URL answers with older bytes, and all pages have new ones", async () => {
	await until(
		"photos have new URLs",
		async () => (await photo(server, renewable[0] ?? ""))?.url.endsWith(".v1.jpg") ?? false,
	);
	const current = await Promise.all(renewable.map((id) => photo(server, id)));
	const newUrls = current.map((answer: PhotoAnswer | null) => answer?.url ?? "");
	expect(newUrls.every((url) => url.endsWith(".v1.jpg"))).toBe(true);
	for (const path of ["/", "/api/photos", "/feed.atom", "/sitemap.xml", `/photos/${ids[0]}`]) {
		const urls = await urlsIn(path);
		expect(urls.length).toBeGreaterThan(0);
		expect(urls.filter((url) => !url.endsWith(".v1.jpg"))).toEqual([]);
	}
	for (const url of [...newUrls, ...oldUrls.slice(0, renewable.length)]) {
		for (const query of QUERIES) {
			const response = await fetch(server.url + url + query);
			expect(response.status).toBe(200);
			expect(Buffer.from(await response.arrayBuffer()).includes(SECRET)).toBe(false);
		}
	}
});

test("a photo deleted meanwhile stays deleted", async () => {
	expect((await fetch(server.url + (oldUrls.at(-2) ?? ""))).status).toBe(404);
	expect(await photo(server, gone)).toBeNull();
});

test("a photo that cannot be renewed and is not clean is unpublished, and says why", async () => {
	expect(await photo(server, damaged)).toMatchObject({
		status: "failed",
		error: { code: "truncated-file" },
	});
	expect((await fetch(server.url + (oldUrls.at(-1) ?? ""))).status).toBe(404);
	expect(cloudFront.invalidations.flatMap(({ paths }) => paths)).toContain(`/media/${damaged}/*`);
	expect(await desk()).toContain("damaged.jpg");
});
