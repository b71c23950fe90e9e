import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { encode, imageOf } from "../../pictures/painter.ts";
import { paint } from "../../pictures/pixels.ts";
import { type RunningServer, startNewServer } from "../../running-server.ts";
import { asOwner, OWNER, upload } from "../client.ts";
import { copies, drawn, undecodable, withExif } from "../drawn-photos.ts";
import { openEvents, settled } from "../photo-events.ts";

const PAGE = { Accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

let server: RunningServer;
let ids: readonly string[];
beforeAll(async () => {
	server = await startNewServer({ ARCHIVE_ORDER: "uploaded" });
	// Large and small ones at once, so that they are published in another order than they arrived.
	const small = copies(drawn(1), 8).map((bytes, i) => [`small ${i}.jpg`, bytes] as const);
	const large = [["large.png", withNoise(900_000)] as const];
	ids = await upload(server, ["first.jpg", withExif(drawn(2), 1)], ...large, ...small);
	await settled(server, [ids[0] ?? "", ...ids.slice(2)]);
});
afterAll(() => server?.remove());

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
	fetch(server.url + path, { headers, redirect: "manual" });

/** A photo that is slow to publish: a valid file with many bytes. */
function withNoise(bytes: number): Uint8Array {
	const jpeg = drawn(3);
	const long = new Uint8Array(jpeg.length + bytes);
	long.set(jpeg);
	crypto.getRandomValues(long.subarray(jpeg.length, jpeg.length + 60_000));
	return long;
}

test("the photos of a form are listed in the form's order, page by page", async () => {
	await settled(server, ids);
	const seen: string[] = [];
	let cursor: string | null = null;
	do {
		const query: string = cursor === null ? "" : `&cursor=${cursor}`;
		const page = await (await get(`/api/photos?limit=3${query}`)).json();
		seen.push(...page.photos.map(({ id }: { id: string }) => id));
		cursor = page.cursor;
	} while (cursor !== null);
	expect(seen).toEqual([...ids]);
	const [newer = ""] = await upload(server, ["newer.jpg", drawn(50)]);
	await settled(server, [newer]);
	const [first] = (await (await get("/api/photos?limit=1")).json()).photos;
	expect(first.id).toBe(newer);
});

test("a photo has a placeholder in the page, unless it is transparent", async () => {
	const clear = encode(imageOf(paint(60, 40, 4, (x) => [200, 40, 40, x < 30 ? 0 : 255])), "png");
	const [id = ""] = await upload(server, ["clear.png", clear]);
	await settled(server, [id]);
	const placeholders = async (path: string) =>
		(await (await get(path)).text()).match(
			/<img class="placeholder" src="data:image\/webp;base64,/g,
		);
	expect(await placeholders(`/photos/${id}`)).toBeNull();
	expect(await placeholders(`/photos/${ids[0]}`)).toHaveLength(1);
	await asOwner(server, `/api/photos/${id}`, { method: "DELETE" });
});

describe("a page", () => {
	const pages = () => ["/", `/photos/${ids[0]}`, "/sign-in", "/nowhere"];

	test("has no inline scripts, and only the inline styles that its policy names", async () => {
		for (const path of pages()) {
			const response = await get(path, PAGE);
			const policy = response.headers.get("content-security-policy") ?? "";
			expect(policy).toStartWith("default-src 'none'; script-src 'self'; style-src 'self'");
			expect(policy).not.toMatch(/unsafe|\*|https?:/);
			const html = await response.text();
			expect(html).not.toMatch(/ style="| on\w+="/);
			for (const [script] of html.matchAll(/<script[^>]*>/g)) {
				// Data, or one of our files that does not block rendering.
				expect(script).toMatch(
					/^<script (type="application\/ld\+json"|(type="module" )?src="\/assets\/)/,
				);
				expect(script).toMatch(/ld\+json|module| defer/);
			}
			for (const [, css = ""] of html.matchAll(/<style>(.*?)<\/style>/gs)) {
				const hash = new Bun.CryptoHasher("sha256").update(css).digest("base64");
				expect(policy).toContain(`'sha256-${hash}'`);
			}
		}
	});

	test("is compressed with an encoding that the browser accepts", async () => {
		const plain = await (await get("/", { "Accept-Encoding": "identity" })).text();
		for (const encoding of ["gzip", "zstd"]) {
			const response = await get("/", { "Accept-Encoding": encoding });
			expect(response.headers.get("content-encoding")).toBe(encoding);
			expect(response.headers.get("vary")).toContain("Accept-Encoding");
			expect(await response.text()).toBe(plain);
		}
		const refused = await get("/", { "Accept-Encoding": "zstd;q=0, gzip;q=0.0, br" });
		expect(refused.headers.get("content-encoding")).toBeNull();
		const asset = /href="(\/assets\/[^"]+\.css)"/.exec(plain)?.[1] ?? "";
		const style = await get(asset, { "Accept-Encoding": "gzip" });
		expect(style.headers.get("content-encoding")).toBe("gzip");
		expect(style.headers.get("cache-control")).toContain("immutable");
		expect(await style.text()).toBe(
			await (await get(asset, { "Accept-Encoding": "identity" })).text(),
		);
	});

	test("is revalidated by ETag; the owner's is never stored", async () => {
		const etag = (await get("/")).headers.get("etag") ?? "";
		for (const known of [etag, `"other", ${etag}`, etag.replace("W/", "")]) {
			expect((await get("/", { "If-None-Match": known })).status).toBe(304);
		}
		expect((await get("/", { "If-None-Match": '"other"' })).status).toBe(200);
		const own = await asOwner(server, "/");
		expect(own.headers.get("cache-control")).toBe("no-store");
		expect(own.headers.get("etag")).toBeNull();
	});

	test("that does not exist is answered in HTML to browsers and in JSON to programs", async () => {
		for (const path of ["/nowhere", `/photos/${"0".repeat(32)}`, "/photos/x", "/assets/x/y.css"]) {
			const html = await get(path, PAGE);
			expect([path, html.status]).toEqual([path, 404]);
			expect(html.headers.get("content-type")).toStartWith("text/html");
			expect(await html.text()).toContain("<h1>Not found</h1>");
			const json = await get(path);
			expect((await json.json()).error.code).toBe("not-found");
		}
		expect((await get("/?cursor=x", PAGE)).status).toBe(400);
		expect((await get("/api/photos/x", PAGE)).headers.get("content-type")).toContain("json");
	});
});

test("robots.txt allows the photos and disallows the rest", async () => {
	expect(await (await get("/robots.txt")).text()).toBe(
		`User-agent: *\nDisallow: /api/\nDisallow: /admin/\nDisallow: /upload\nDisallow: /sign-in\n\nSitemap: ${server.url}/sitemap.xml\n`,
	);
	const icon = await get("/favicon.ico");
	// Temporary: the icon's path changes with its content.
	expect(icon.status).toBe(302);
	const drawnIcon = await get(icon.headers.get("location") ?? "");
	expect(drawnIcon.headers.get("content-type")).toBe("image/svg+xml");
	expect(drawnIcon.status).toBe(200);
});

describe("a photo's position", () => {
	const positionFor = async (headers: Readonly<Record<string, string>>) =>
		(await (await get(`/api/photos/${ids[0]}`, headers)).json()).position;
	const show = (showsPosition: unknown) =>
		asOwner(server, `/api/photos/${ids[0]}`, { method: "PATCH", body: { showsPosition } });

	test("is shown to visitors only if the owner allows it, and only approximately", async () => {
		expect(await positionFor({})).toBeUndefined();
		expect(await (await show(true)).json()).toMatchObject({ showsPosition: true });
		expect(await positionFor({})).toEqual({ latitude: 50.3, longitude: 14.8 });
		expect((await positionFor(OWNER)).latitude).toBeCloseTo(50.2996, 3);
		expect(await (await get("/api/photos")).text()).not.toContain("latitude");
		await show(false);
		expect(await positionFor({})).toBeUndefined();
	});

	test("is neither shown nor hidden by an invalid value", async () => {
		const response = await show("yes");
		expect(response.status).toBe(400);
		expect((await response.json()).error.message).toContain("showsPosition");
	});
});

test("visitors receive events only about photos that were public", async () => {
	const [hidden = ""] = await upload(server, ["never.png", undecodable(70)]);
	expect(await settled(server, [hidden])).toMatchObject([{ status: "failed" }]);
	using owner = await openEvents(server);
	using visitor = await openEvents(server, {});
	const published = ids.at(-1) ?? "";
	for (const id of [hidden, published]) {
		await asOwner(server, `/api/photos/${id}`, { method: "DELETE" });
		await owner.first((event) => event.id === id && event.status === "removed");
	}
	expect(await visitor.first(() => true)).toEqual({ id: published, status: "removed" });
});
