import { afterAll, beforeAll, expect, test } from "bun:test";
import { logged } from "../../logged.ts";
import { until } from "../../patience.ts";
import { type RunningServer, startPgliteServerInProcess } from "../../running-server.ts";
import { TOKEN } from "../../server-environment.ts";
import { asOwner, OWNER, upload } from "../client.ts";
import { drawn } from "../drawn-photos.ts";
import { settled } from "../photo-events.ts";

// On the embedded database, where it is known at once that a kept page is not outdated.
let server: RunningServer;
let id = "";
beforeAll(async () => {
	server = await startPgliteServerInProcess({ LOG_LEVEL: "info" });
	[id = ""] = await upload(server, ["quay.jpg", drawn(1)]);
	await settled(server, [id]);
});
afterAll(() => server?.remove());

type Sent = Readonly<Record<string, string>>;

const get = (headers: Sent = {}, path = "/", method = "GET") =>
	fetch(server.url + path, { method, headers, redirect: "manual" });

/** The headers of an answer, without those that are its own. */
function headersOf({ headers }: Response): Sent {
	const { date, "x-request-id": _, ...others } = headers.toJSON();
	return others;
}

test("the kept home page is sent as it was when it was rendered, in each encoding", async () => {
	for (const encoding of ["identity", "gzip", "zstd"]) {
		// A query that the page does not know goes the long way.
		const [long, kept, head] = await Promise.all([
			get({ "Accept-Encoding": encoding }, "/?unknown=1"),
			get({ "Accept-Encoding": encoding }),
			get({ "Accept-Encoding": encoding }, "/", "HEAD"),
		]);
		expect(headersOf(kept)).toEqual(headersOf(long));
		expect(headersOf(head)).toEqual(headersOf(kept));
		expect(await kept.text()).toBe(await long.text());
		expect([kept.headers.get("content-encoding") ?? "identity", await head.text()]).toEqual([
			encoding,
			"",
		]);
		expect(kept.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
	}
	expect((await get({}, "/?cursor=null")).status).toBe(400);
});

test("a browser that has the kept home page gets 304, and programs its true length", async () => {
	const page = await get({ "Accept-Encoding": "gzip" });
	const condition = { "If-None-Match": page.headers.get("etag") ?? "" };
	expect((await get(condition)).status).toBe(304);
	const head = await get({ ...condition, "Accept-Encoding": "gzip" }, "/", "HEAD");
	expect([head.status, head.headers.get("content-length")]).toEqual([
		304,
		page.headers.get("content-length"),
	]);
});

test("the owner never gets the visitors' home page, nor visitors the owner's", async () => {
	const form = new URLSearchParams({ password: TOKEN });
	const signIn = { method: "POST", body: form, headers: { Origin: server.url } };
	const signedIn = await fetch(`${server.url}/sign-in`, { ...signIn, redirect: "manual" });
	const session = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
	expect(session).toStartWith("widthwise_session=");
	for (const [headers, isOwner] of [
		[{}, false],
		[{ Cookie: session }, true],
		[OWNER, true],
		[{ Cookie: "theme=dark; widthwise_session=wrong" }, false],
		[{ Authorization: "Bearer wrong" }, false],
		[{}, false],
	] as const) {
		const page = await get(headers);
		expect((await page.text()).includes("Sign out")).toBe(isOwner);
		expect(page.headers.get("cache-control")).toBe(isOwner ? "no-store" : "private, no-cache");
	}
});

test("the kept home page names the host of each request, and has a line in the log", async () => {
	for (const host of ["one.example", "two.example", "one.example"]) {
		const page = await get({ Host: host });
		expect(await page.text()).toContain(`content="http://${host}/"`);
	}
	const page = await get({ "X-Request-Id": "kept-1" });
	expect(page.headers.get("x-request-id")).toBe("kept-1");
	const find = () => logged(server.log()).find(({ requestId }) => requestId === "kept-1");
	await until("its line", () => find() !== undefined);
	const bytes = Number(page.headers.get("content-length"));
	const line = { method: "GET", route: "/", status: 200, bytes, ms: expect.any(Number) };
	expect(find()).toMatchObject(line);
});

test("the kept home page is another one after a photo was edited, and after it was deleted", async () => {
	const before = await (await get()).text();
	expect(before).toContain(id);
	const titled = { method: "PATCH", body: { title: "The quay at dusk" } };
	expect((await asOwner(server, `/api/photos/${id}`, titled)).status).toBe(200);
	expect(before).not.toContain("The quay at dusk");
	expect(await (await get()).text()).toContain("The quay at dusk");
	await asOwner(server, `/api/photos/${id}`, { method: "DELETE" });
	expect(await (await get()).text()).not.toContain(id);
});
