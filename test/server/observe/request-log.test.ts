import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createFolderStore } from "widthwise/store/folder";
import { photoPrefix } from "widthwise/url";
import { nameRequest, requestIdOf } from "../../../server/http/request-id.ts";
import { type LoggedLine, logged } from "../../logged.ts";
import { until } from "../../patience.ts";
import { startNewServer } from "../../running-server.ts";
import { TOKEN } from "../../server-environment.ts";
import { form, OWNER, upload } from "../client.ts";
import { drawn } from "../drawn-photos.ts";
import { settled } from "../photo-events.ts";
import { openConnection } from "../raw-http.ts";
import { created, photoIdOf } from "../uploads/resumable/tus.ts";

const server = await startNewServer({ LOG_LEVEL: "info" });
afterAll(server.remove);
const picture = drawn(1);
const id = photoIdOf(picture);

/** The line of the log with a request's id. */
async function lineOf(requestId: string, isWanted = (_: LoggedLine) => true): Promise<LoggedLine> {
	const find = () =>
		logged(server.log()).find((line) => line.requestId === requestId && isWanted(line));
	await until(`a line of request ${requestId}`, () => find() !== undefined);
	return find() ?? {};
}

const get = (path: string, requestId: string, headers: Readonly<Record<string, string>> = {}) =>
	fetch(server.url + path, { headers: { "X-Request-Id": requestId, ...headers } });

beforeAll(async () => {
	const headers = { ...OWNER, "X-Request-Id": "upload-1" };
	const body = form([["quay.jpg", picture]]);
	const response = await fetch(`${server.url}/api/photos`, { method: "POST", headers, body });
	expect(response.headers.get("x-request-id")).toBe("upload-1");
	await settled(server, [id]);
});

describe("the log of requests", () => {
	test("has an upload's id in its line and in that of its job", async () => {
		expect(await lineOf("upload-1", ({ route }) => route !== undefined)).toMatchObject({
			...{ level: "info", program: "server", msg: "POST /api/photos 202" },
			...{ method: "POST", route: "/api/photos", status: 202, ms: expect.any(Number) },
		});
		const job = await lineOf("upload-1", ({ msg }) => String(msg).startsWith("published in"));
		expect(job).toMatchObject({ level: "info", photoId: id, ms: expect.any(Number) });
	});

	test("has the id of a resumable upload's last part in its job's line", async () => {
		const bytes = drawn(3);
		const path = await created(server, bytes.length, "tus.jpg");
		const headers = {
			...{ ...OWNER, "X-Request-Id": "tus-1", "Tus-Resumable": "1.0.0" },
			...{ "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream" },
		};
		const body = new Uint8Array(bytes);
		const response = await fetch(server.url + path, { method: "PATCH", headers, body });
		expect(response.status).toBe(204);
		const photoId = photoIdOf(bytes);
		expect(await lineOf("tus-1", (line) => line.photoId === photoId)).toHaveProperty("ms");
		const line = await lineOf("tus-1", ({ route }) => route !== undefined);
		expect(line).toMatchObject({ route: "/api/uploads/:id", status: 204, bytes: 0 });
		expect(line).not.toHaveProperty("photoId");
	});

	test("has the route's pattern and the photo, never the URL", async () => {
		const response = await get(`/photos/${id}`, "page-1");
		expect(response.headers.get("x-request-id")).toBe("page-1");
		const line = await lineOf("page-1");
		expect(line).toMatchObject({ route: "/photos/:id", photoId: id, status: 200 });
		expect(line.bytes).toBeGreaterThan(500);
	});

	test("says what images took, and leaves out those from memory and store", async () => {
		const path = `/media/${id}/quay.jpg?width=100`;
		const cut = await get(path, "cut-1");
		// Caches keep it for others.
		expect(cut.headers.get("x-request-id")).toBeNull();
		const { length } = await cut.bytes();
		expect(await lineOf("cut-1")).toMatchObject({
			...{ route: "/media/:id/:name", photoId: id, status: 200 },
			...{ origin: "cut", bucket: 288, bytes: length },
		});
		await (await get(path, "hit-1")).bytes();
		const refused = await get(`/media/${id}/quay.jpg?width=0`, "refused-1");
		expect(refused.headers.get("x-request-id")).toBe("refused-1");
		const line = await lineOf("refused-1");
		expect(line).toMatchObject({ status: 400, bytes: 0 });
		expect(line).not.toHaveProperty("origin");
		expect(server.log()).not.toContain("hit-1");
	});

	test("has the id of a request whose image cannot be cut in the line of the error", async () => {
		const bytes = drawn(4);
		const broken = photoIdOf(bytes);
		await upload(server, ["broken.jpg", bytes]);
		await settled(server, [broken]);
		const store = createFolderStore({ folder: `${server.dataDir}/public` });
		const keys = await Array.fromAsync(store.list(photoPrefix(broken)));
		for (const key of keys) {
			const object = await store.get(key);
			if (!object) continue;
			const { contentType, metadata } = object;
			await store.put(key, new TextEncoder().encode("nothing"), { contentType, metadata });
		}
		const path = `/media/${broken}/broken.jpg?width=50`;
		expect((await get(path, "broken-1")).status).toBe(500);
		expect(await lineOf("broken-1", ({ level }) => level === "error")).toHaveProperty("code");
		expect(await lineOf("broken-1", ({ route }) => route !== undefined)).toMatchObject({
			status: 500,
		});
	});

	test("has one id for a visitor's request in all lines, whatever the visitor sent", async () => {
		await using direct = await startNewServer({ LOG_LEVEL: "info", TRUSTED_PROXIES: "none" });
		const headers = { ...OWNER, "X-Request-Id": "forged-1" };
		const body = form([["quay.jpg", picture]]);
		const response = await fetch(`${direct.url}/api/photos`, { method: "POST", headers, body });
		await settled(direct, [id]);
		const requestId = response.headers.get("x-request-id") ?? "";
		expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
		const lines = () => logged(direct.log()).filter((line) => line.requestId === requestId);
		await until("the request and its job have lines", () => lines().length > 1);
		const words = lines().map(({ msg }) => String(msg).split(" ")[0]);
		expect(words.toSorted()).toEqual(["POST", "published"]);
		expect(direct.log()).not.toContain("forged-1");
	});

	test("has refusals at info with their code, without a stack", async () => {
		await get("/nowhere", "missing-1", { Accept: "application/json" });
		const line = await lineOf("missing-1");
		expect(line).toMatchObject({ level: "info", route: "(none)", status: 404, code: "not-found" });
		expect(line).not.toHaveProperty("stack");
		expect(server.log()).not.toContain("nowhere");
	});

	test("has requests with an invalid Host, too", async () => {
		using connection = await openConnection(server);
		const lines = ["GET / HTTP/1.1", "Host: no name", "X-Request-Id: host-1", "\r\n"];
		connection.send(lines.join("\r\n"));
		expect(await connection.received(/\r\n\r\n/)).toContain("host-1");
		expect(await lineOf("host-1")).toMatchObject({ status: 400, route: "(none)" });
	});

	test("contains no secrets: tokens, cookies, links, passwords, queries", async () => {
		const secrets = { Authorization: "Bearer planted-1", Cookie: "session=planted-2" };
		await get("/sign-in?link=planted-3&wanted=/planted-4", "sign-in-1", secrets);
		await get("/planted-5?token=planted-6", "sign-in-2", secrets);
		await get(`/media/${id}/planted-7.jpg?width=planted-8`, "sign-in-3", secrets);
		const body = new URLSearchParams({ password: "planted-9", wanted: "/" });
		const headers = { "X-Request-Id": "sign-in-4", Origin: server.url, Referer: "/planted-0" };
		await fetch(`${server.url}/sign-in`, { method: "POST", headers, body });
		for (const name of ["1", "2", "3", "4"]) await lineOf(`sign-in-${name}`);
		await upload(server, ["planted-a.jpg", drawn(2)]);
		const lines = JSON.stringify(logged(server.log()));
		expect(lines).toContain("/sign-in");
		expect(lines).not.toMatch(/planted/);
		expect(lines).not.toContain(TOKEN);
	});
});

describe("the id of a request", () => {
	const request = (sent: string) =>
		new Request("http://x/", { headers: { "X-Request-Id": sent, "X-Forwarded-For": "10.0.0.1" } });

	test("is that of a trusted proxy, if a log can quote it", () => {
		expect(nameRequest(request("from-proxy.1"), () => true)).toBe("from-proxy.1");
		for (const invalid of ['a"b', "a b", "", "a/b", "x".repeat(65)]) {
			expect(nameRequest(request(invalid), () => true)).toMatch(/^[0-9a-f-]{36}$/);
		}
	});

	test("is a new one if no trusted proxy sent it, also in copies of the request", () => {
		const sent = request("forged");
		const named = nameRequest(sent, () => false);
		expect(named).toMatch(/^[0-9a-f-]{36}$/);
		expect(requestIdOf(new Request("http://y/", sent))).toBe(named);
	});
});
