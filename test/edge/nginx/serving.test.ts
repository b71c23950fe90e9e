import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { chmod, readdir } from "node:fs/promises";
import { join } from "node:path";
import { readLogs } from "widthwise/tuning";
import { freePort } from "../../free-port.ts";
import { until } from "../../patience.ts";
import { requires } from "../../requirements.ts";
import { type RunningServer, startNewServer } from "../../running-server.ts";
import { asOwner, upload } from "../../server/client.ts";
import { drawn } from "../../server/drawn-photos.ts";
import { settled } from "../../server/photo-events.ts";
import { type Nginx, startNginx } from "../../services/nginx.ts";
import { makeTiedFolder, type TiedFolder } from "../../services/tied-process.ts";
import { BUCKETS, PHOTO, URLS } from "../urls.ts";
import { type RawResponse, rawRequest } from "./raw-request.ts";
import { siteAt, storedIn } from "./some-site.ts";
import { HOSTILE, MALFORMED, OFFERED } from "./targets.ts";

/** The headers of images on which nginx and our server agree. */
const SAME_HEADERS = [
	"content-type",
	"content-length",
	"cache-control",
	"vary",
	"width-bucket",
	"x-content-type-options",
	"last-modified",
	"accept-ranges",
];

/** nginx's: time and size. Our server's is a hash of 32 digits. */
const OWN_ETAG = /^"[0-9a-f]{1,12}-[0-9a-f]{1,8}"$/;

const pick = ({ headers }: RawResponse) => SAME_HEADERS.map((name) => [name, headers[name]]);

requires("nginx").describe("nginx with the site file, in front of a server", () => {
	let folder: TiedFolder;
	let server: RunningServer;
	let nginx: Nginx;
	let origin = "";
	let id = "";
	let log = "";

	beforeAll(async () => {
		folder = await makeTiedFolder("site");
		server = await startNewServer({ WIDTH_BUCKETS: BUCKETS.join(",") });
		const [port, publicFolder] = [await freePort(), join(server.dataDir, "public")];
		// nginx's worker is another user.
		for (const path of [folder.path, server.dataDir]) await chmod(path, 0o755);
		log = join(folder.path, "images.log");
		const stored = await storedIn(folder.path, publicFolder, BUCKETS);
		nginx = await startNginx(
			[siteAt(port, { server: new URL(server.url).host, log, stored })],
			[port],
		);
		origin = `http://127.0.0.1:${port}`;
		[id = ""] = await upload(server, ["quay.jpg", drawn(1, "jpeg", 1000, 120)]);
		await settled(server, [id]);
	});
	afterAll(async () => {
		await nginx?.remove();
		await server?.remove();
		await folder?.remove();
	});

	const ofPhoto = (target: string): string => target.replaceAll(PHOTO, id).replaceAll("ID", id);
	const targets = () =>
		[
			...URLS.map(({ path, query, accept }) => {
				return { target: query === undefined ? path : `${path}?${query}`, accept };
			}),
			...OFFERED,
		].map(({ target, accept }) => {
			return { target: ofPhoto(target), headers: accept === "" ? {} : { Accept: accept } };
		});
	const variants = async (): Promise<readonly string[]> =>
		(await readdir(join(server.dataDir, "public/photos", id))).filter((name) => /^w\d/.test(name));

	test("answers what is not stored as the server, which then stores it", async () => {
		for (const { target, headers } of targets()) {
			const [direct, behind] = [
				await rawRequest(server.url, target, headers),
				await rawRequest(origin, target, headers),
			];
			expect([target, behind.status]).toEqual([target, direct.status]);
		}
		const names = URLS.flatMap(({ expected }) => ("name" in expected ? [expected.name] : []));
		const cuts = new Set([...names, "w256.webp", "w256.avif"].filter((name) => name !== "master"));
		const files = [...cuts].flatMap((name) => [name, `${name}.info`]).sort();
		await until("all variants are stored", async () => {
			return (await variants()).toSorted().join() === files.join();
		});
	});

	test("answers what is stored by itself, with the server's status, bytes and headers", async () => {
		let images = 0;
		for (const { target, headers } of targets()) {
			const [direct, behind] = [
				await rawRequest(server.url, target, headers),
				await rawRequest(origin, target, headers),
			];
			expect([target, behind.status, ...pick(behind)]).toEqual([
				target,
				direct.status,
				...pick(direct),
			]);
			if (direct.status !== 200) continue;
			expect(Bun.hash(behind.body)).toBe(Bun.hash(direct.body));
			expect(behind.headers.etag).toMatch(OWN_ETAG);
			images++;
		}
		expect(images).toBeGreaterThan(60);
	});

	test("answers hostile targets as the server, which serves no stored file by its name", async () => {
		for (const hostile of HOSTILE) {
			const target = ofPhoto(hostile);
			const [direct, behind] = [
				await rawRequest(server.url, target),
				await rawRequest(origin, target),
			];
			const status = MALFORMED.test(target) ? 400 : direct.status;
			expect([target, behind.status]).toEqual([target, status]);
			if (behind.status !== 200) continue;
			expect([target, behind.headers["width-bucket"]]).toEqual([
				target,
				direct.headers["width-bucket"],
			]);
			expect(Bun.hash(behind.body)).toBe(Bun.hash(direct.body));
		}
	});

	test("answers HEAD, conditions, parts and other methods as the server", async () => {
		const target = ofPhoto("/media/ID/a.jpg?width=400");
		const etags = await Promise.all(
			[server.url, origin].map(async (at) => (await rawRequest(at, target)).headers.etag ?? ""),
		);
		const answers = async (at: string, etag: string) => {
			const all = [
				await rawRequest(at, target, {}, "HEAD"),
				await rawRequest(at, target, { "If-None-Match": etag }),
				await rawRequest(at, target, { "If-None-Match": `"other", W/${etag}` }),
				await rawRequest(at, target, { "If-None-Match": "*" }),
				await rawRequest(at, target, { "If-None-Match": '"other"' }),
				await rawRequest(at, target, { "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT" }),
				await rawRequest(at, target, { Range: "bytes=0-9" }),
				await rawRequest(at, target, { Accept: "text/html\r\nAccept: image/webp" }),
				await rawRequest(at, target, { "Content-Length": "0" }, "POST"),
				await rawRequest(at, target, {}, "DELETE"),
				await rawRequest(at, target, {}, "OPTIONS"),
			];
			return all.map(({ status, body, headers }) => [
				status,
				status === 200 ? body.length : 0,
				headers["cache-control"],
				headers.vary,
			]);
		};
		expect(await answers(origin, etags[1] ?? "")).toEqual(
			await answers(server.url, etags[0] ?? ""),
		);
	});

	test("shows a deleted photo to nobody from the moment that the deletion is answered, though images are being cut", async () => {
		const [other = ""] = await upload(server, ["pier.jpg", drawn(2, "jpeg", 600, 400)]);
		await settled(server, [other]);
		const image = `/media/${other}/a.jpg`;
		const isOwn = async (query: string): Promise<boolean> =>
			OWN_ETAG.test((await rawRequest(origin, image + query)).headers.etag ?? "");
		for (const query of ["?width=256", "?width=256&a"]) {
			await until("nginx has the variant", () => isOwn(query));
		}
		const uncut = ["jpeg", "webp", "avif"].map((format) => `?width=416&format=${format}`);
		const cuts = Promise.all(uncut.map((query) => rawRequest(origin, image + query)));
		const answer = await asOwner(server, `/api/photos/${other}`, { method: "DELETE" });
		expect(answer.status).toBe(204);
		const all = ["", "?width=256", "?width=256&a", ...uncut];
		for (const query of [...all, ...all]) {
			expect([query, (await rawRequest(origin, image + query)).status]).toEqual([query, 404]);
		}
		for (const { status } of await cuts) expect([200, 404]).toContain(status);
		for (const query of all) {
			expect([query, (await rawRequest(origin, image + query)).status]).toEqual([query, 404]);
		}
		expect(existsSync(join(server.dataDir, "public/photos", other))).toBe(false);
	});

	test("logs requests for images as tune reads them, and nothing about visitors", async () => {
		const headers = { Accept: "image/webp", "User-Agent": "a-certain-browser" };
		const image = ofPhoto("/media/ID/a.jpg");
		for (const query of ["?width=433", "?width=433&dpr=2", '?width=400&"x\\', "?width=434"]) {
			await rawRequest(origin, image + query, headers);
		}
		await rawRequest(origin, "/not-an-image", headers);
		const count = async (width: number): Promise<number | undefined> =>
			(await readLogs([log])).needed.find((row) => row.width === width)?.count;
		await until("nginx has written its log", async () => (await count(434)) === 1);
		expect([await count(433), await count(866)]).toEqual([1, 1]);
		const { counts } = await readLogs([log]);
		expect(counts.malformed).toBe(0);
		expect(counts.masters).toBeGreaterThan(0);
		expect(counts.refused + counts.failed).toBeGreaterThan(0);
		const text = await Bun.file(log).text();
		for (const word of ["a-certain-browser", "127.0.0.1", "not-an-image"]) {
			expect(text).not.toContain(word);
		}
		// What our server answered has its time, what nginx answered has none.
		expect(text).toMatch(/ 200 [0-9]+ -\n/);
		expect(text).toMatch(/ 200 [0-9]+ [0-9.]+\n/);
	});

	test("shows what exists while the server is stopped, and says that the rest must wait", async () => {
		await server.close();
		for (const { target, headers } of targets()) {
			const { status, headers: received } = await rawRequest(origin, target, headers);
			expect([target, status === 200 || status === 503]).toEqual([target, true]);
			if (status === 503) expect(received["retry-after"]).toBe("1");
		}
		const image = ofPhoto("/media/ID/a.jpg");
		expect((await rawRequest(origin, `${image}?width=400`)).status).toBe(200);
		expect((await rawRequest(origin, image)).status).toBe(200);
		const missing = await fetch(`${origin}${image}?width=1280&format=avif`);
		expect(missing.status).toBe(503);
		expect(await missing.json()).toMatchObject({ error: { code: "unavailable" } });
		const page = await fetch(origin);
		expect([page.status, page.headers.get("content-type")]).toEqual([503, "text/html"]);
	});
});
