import { afterAll, describe, expect, test } from "bun:test";
import { freePort } from "../../free-port.ts";
import { startNewServer } from "../../running-server.ts";
import { TOKEN } from "../../server-environment.ts";
import { openConnection } from "../raw-http.ts";

const server = await startNewServer();
afterAll(server.remove);

const HOSTS = [
	"x",
	"pi",
	"nas",
	"nas:3000",
	"[::1]:3000",
	"photos.example",
	"very-long.name.example",
];
const INVALID_HOSTS = ["", "a/admin/queue", "a?b", "a#b", "a@b", "a b", "a\\b"];

const home = await (await fetch(server.url)).text();
const asset = /src="(\/assets\/[^"]+)"/.exec(home)?.[1] ?? "";

/** Paths, and what answers them whatever the host. */
const PATHS = [
	["/", 200, "<html"],
	[asset, 200, "javascript"],
	["/api/photos?limit=2", 200, '"photos"'],
	["/photos/none", 404, "not-found"],
	["/admin/queue", 200, "<html"],
	["/admin/queue/board/api/queues", 200, '"queues"'],
	["/admin/queue/board/static/favicon-32x32.png", 200, "image/png"],
	["/api/uploads", 404, ""],
	["/desk?cursor=", 400, ""],
	["/media/none/x.jpg?width=1", 400, "invalid-path"],
	// A rule of a proxy for /admin/ or /desk must not be passed by what stands before it.
	["/public/admin/queue", 404, "not-found"],
	["/aaaa/desk", 404, "not-found"],
	["/a/api/photos", 404, "not-found"],
	["/pi/admin/queue/board/api/queues", 404, "not-found"],
] as const;

async function ask(path: string, host: string | null, version = "1.1"): Promise<string> {
	using connection = await openConnection(server);
	const lines = [`GET ${path} HTTP/${version}`, `Authorization: Bearer ${TOKEN}`];
	if (host !== null) lines.push(`Host: ${host}`);
	connection.send([...lines, "Connection: close", "\r\n"].join("\r\n"));
	return await connection.received(/^never$/);
}

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);

describe.each(PATHS)("GET %s", (path, status, content) => {
	test("is answered alike whatever the host is called", async () => {
		for (const host of HOSTS) {
			const answer = await ask(path, host);
			expect([host, statusOf(answer)]).toEqual([host, status]);
			expect(answer).toContain(content);
		}
	});

	test("is not answered for what cannot be a host, but without a host in HTTP/1.0", async () => {
		if (path.startsWith("/media/")) return;
		for (const host of INVALID_HOSTS)
			expect([host, statusOf(await ask(path, host))]).toEqual([host, 400]);

		expect(statusOf(await ask(path, null, "1.0"))).toBe(status);
	});
});

test("no host of a visitor is in what caches may keep for others", async () => {
	const evil = { Host: "evil.example", "X-Forwarded-Host": "evil.example" };
	for (const path of ["/", "/feed.atom", "/sitemap.xml", "/robots.txt", "/sign-in", "/nowhere"]) {
		const response = await fetch(server.url + path, { headers: evil });
		const isNamed = (await response.text()).includes("evil.example");
		const isKept = /public|s-maxage/.test(response.headers.get("cache-control") ?? "");
		expect([path, isNamed && isKept]).toEqual([path, false]);
	}
	await using named = await startNewServer({
		PORT: await freePort(),
		SITE_URL: "https://photos.example",
	});
	for (const path of ["/feed.atom", "/sitemap.xml", "/robots.txt"]) {
		const response = await fetch(named.url + path, { headers: evil });
		expect(response.headers.get("cache-control")).toStartWith("public");
		const text = await response.text();
		expect(text).toContain("https://photos.example");
		expect(text).not.toContain("evil.example");
	}
});
