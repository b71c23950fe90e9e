import { expect, test } from "bun:test";
import { createVisitorsPages } from "../../../server/archive/visitors-pages.ts";

const request = () => new Request("http://localhost/");

test("a page is rendered again when the database has changed, and not before", async () => {
	let state = "1";
	let rendered = 0;
	const pages = createVisitorsPages(async () => state);
	const render = async () => new Response(`page ${++rendered}`);
	const read = async (key = "/") => (await pages.respond(request(), key, render)).text();
	expect([await read(), await read()]).toEqual(["page 1", "page 1"]);
	expect([await read("/2"), await read()]).toEqual(["page 2", "page 1"]);
	state = "2";
	expect([await read(), await read()]).toEqual(["page 3", "page 3"]);
});

test("a page that was outdated while it was rendered is not kept", async () => {
	let state = 1;
	const pages = createVisitorsPages(async () => String(state));
	const render = async () => new Response(`of state ${state++}`);
	const read = async () => (await pages.respond(request(), "/", render)).text();
	expect([await read(), await read()]).toEqual(["of state 1", "of state 2"]);
});

test("a page that could not be rendered is not kept", async () => {
	const pages = createVisitorsPages(async () => "1");
	let attempts = 0;
	const render = async () => {
		if (++attempts === 1) throw new Error("no database");
		return new Response("page");
	};
	await expect(pages.respond(request(), "/", render)).rejects.toThrow("no database");
	expect(await (await pages.respond(request(), "/", render)).text()).toBe("page");
});

test("a thousand visitors at once get the page, with its headers", async () => {
	let rendered = 0;
	const pages = createVisitorsPages(async () => "1");
	const headers = { "Content-Type": "text/html", "Cache-Control": "no-cache" };
	const render = async () => new Response(`page ${++rendered}`, { headers });
	const crowd = Array.from({ length: 1000 }, () => pages.respond(request(), "/", render));
	const texts = await Promise.all(crowd.map(async (page) => (await page).text()));
	expect(new Set(texts)).toEqual(new Set(["page 1"]));
	expect((await crowd[0])?.headers.get("cache-control")).toBe("no-cache");
});

test("a page is known at once while the database says at once that it has not changed", async () => {
	let state: string | Promise<string> = "1";
	const pages = createVisitorsPages(() => state);
	const render = async () => new Response("page");
	expect(pages.known("/")).toBeUndefined();
	await pages.respond(request(), "/", render);
	expect(pages.known("/")?.text).toBe("page");
	expect(pages.known("/2")).toBeUndefined();
	state = "2";
	expect(pages.known("/")).toBeUndefined();
	state = Promise.resolve("1");
	expect(pages.known("/")).toBeUndefined();
});
