import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { until } from "../../patience.ts";
import { readPixels } from "../../pictures/read.ts";
import { startNewServer } from "../../running-server.ts";
import { metric, photo, refusal, upload } from "../client.ts";
import { filesIn } from "../data-folder.ts";
import { drawn } from "../drawn-photos.ts";
import { settled } from "../photo-events.ts";

const server = await startNewServer();
afterAll(server.remove);
let id = "";
let url = "";
beforeAll(async () => {
	[id = ""] = await upload(server, ["quay.jpg", drawn(1, "jpeg", 1000, 600)]);
	await settled(server, [id]);
	url = (await photo(server, id))?.url ?? "";
});

function get(query = "", headers: Readonly<Record<string, string>> = {}): Promise<Response> {
	return fetch(server.url + url + query, { headers });
}

/** How often engines have run, including for publishing. */
async function runs(): Promise<number> {
	const engines = ["vips", "bun"].map((name) => `widthwise_engine_seconds_count{engine="${name}"}`);
	const counts = await Promise.all(engines.map((series) => metric(server, series)));
	return counts.reduce((sum, count) => sum + count, 0);
}

const WEBP = { Accept: "image/avif,image/webp,*/*;q=0.8" };

describe("widths", () => {
	test("400, 401 and 402 get the same file, cut once for simultaneous requests", async () => {
		const before = await runs();
		const widths = Array.from({ length: 30 }, (_, i) => 400 + (i % 3));
		const responses = await Promise.all(widths.map((width) => get(`?width=${width}`)));
		const bodies = await Promise.all(responses.map((response) => response.bytes()));
		expect(new Set(responses.map(({ headers }) => headers.get("etag"))).size).toBe(1);
		expect(new Set(bodies.map((bytes) => Bun.hash(bytes))).size).toBe(1);
		expect(responses[0]?.headers.get("width-bucket")).toBe("480");
		expect((await runs()) - before).toBe(1);
		expect(await readPixels(bodies[0] ?? new Uint8Array())).toMatchObject({
			width: 480,
			height: 288,
		});
		expect((await get("?width=402")).headers.get("cache-status")).toBe("widthwise; hit");
		expect((await runs()) - before).toBe(1);
	});

	test("are multiplied by dpr, and no photo is enlarged", async () => {
		const [twice, large, master] = await Promise.all(
			["?width=320&dpr=2", "?width=5000", ""].map((query) => get(query)),
		);
		expect(twice?.headers.get("width-bucket")).toBe("736");
		expect(large?.headers.get("width-bucket")).toBe("2560");
		expect(await readPixels((await large?.bytes()) ?? new Uint8Array())).toMatchObject({
			width: 1000,
		});
		expect(master?.headers.get("width-bucket")).toBe("master");
		expect(await readPixels((await master?.bytes()) ?? new Uint8Array())).toMatchObject({
			width: 1000,
			height: 600,
		});
	});

	test("do not depend on the name in the URL or on unknown parameters", async () => {
		const named = await fetch(`${server.url}/media/${id}/whatever.png?width=400&utm_source=mail`);
		expect(named.headers.get("etag")).toBe((await get("?width=400")).headers.get("etag"));
	});
});

describe("formats", () => {
	test("are WebP if accepted, otherwise JPEG; AVIF if requested", async () => {
		const types = [
			["", WEBP, "image/webp", "Accept"],
			["", {}, "image/jpeg", "Accept"],
			["", { Accept: "image/webp;q=0,*/*" }, "image/jpeg", "Accept"],
			["&format=jpeg", WEBP, "image/jpeg", null],
			["&format=webp", {}, "image/webp", null],
			["&format=avif", {}, "image/avif", null],
		] as const;
		for (const [query, headers, type, vary] of types) {
			const response = await get(`?width=200${query}`, headers);
			expect(response.headers.get("content-type")).toBe(type);
			expect(response.headers.get("vary")).toBe(vary);
			expect((await readPixels(await response.bytes())).width).toBe(288);
		}
	});
});

describe("headers", () => {
	test("allow caching for ever, and forbid content sniffing", async () => {
		for (const query of ["", "?width=640"]) {
			const { headers } = await get(query);
			expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
			expect(headers.get("x-content-type-options")).toBe("nosniff");
			expect(headers.get("set-cookie")).toBeNull();
		}
	});

	test("of HEAD are those of GET", async () => {
		const response = await get("?width=640");
		const { length } = await response.bytes();
		const head = await fetch(`${server.url}${url}?width=640`, { method: "HEAD" });
		expect(head.status).toBe(200);
		expect(Number(head.headers.get("content-length"))).toBe(length);
		expect((await head.bytes()).length).toBe(0);
		for (const name of ["etag", "content-type", "cache-control", "vary"]) {
			expect(head.headers.get(name)).toBe(response.headers.get(name));
		}
	});

	test("with a matching ETag get 304", async () => {
		const etag = (await get("?width=640")).headers.get("etag") ?? "";
		for (const condition of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
			const response = await get("?width=640", { "If-None-Match": condition });
			expect(response.status).toBe(304);
			expect(response.headers.get("etag")).toBe(etag);
			expect((await response.bytes()).length).toBe(0);
		}
		expect((await get("?width=640", { "If-None-Match": '"other"' })).status).toBe(200);
		expect((await get("?width=640", { ...WEBP, "If-None-Match": etag })).status).toBe(200);
	});
});

describe("refusals", () => {
	test.each([
		["width=0", "invalid-width"],
		["width=10001", "invalid-width"],
		["width=-1", "invalid-width"],
		["width=1e3", "invalid-width"],
		["width=", "invalid-width"],
		["width=400&width=400", "repeated-parameter"],
		["width=%34%30%30", "encoded-parameter"],
		["w%69dth=400", "encoded-parameter"],
		["width=400&dpr=5", "invalid-dpr"],
		["width=400&format=gif", "invalid-format"],
		["format=webp", "width-required"],
		["dpr=2", "width-required"],
	])("%s: 400 and %s", async (query, code) => {
		const response = await get(`?${query}`);
		expect(response.headers.get("cache-control")).toBe("no-store");
		const answer = await refusal(response);
		expect(answer).toMatchObject({ status: 400, code });
		expect(answer.message.length).toBeGreaterThan(20);
	});

	test("unknown photos and paths: 404 and not-found", async () => {
		const paths = [`/media/${"0".repeat(32)}/x.jpg?width=400`, `/media/${"0".repeat(32)}/x.jpg`];
		for (const path of [...paths, `/media/${id}`, "/media/"]) {
			const response = await fetch(server.url + path);
			expect(response.headers.get("cache-control")).toBe("no-store");
			expect(await refusal(response)).toMatchObject({ status: 404, code: "not-found" });
		}
		for (const path of ["/media/x/y.jpg", `/media/${id.toUpperCase()}/x.jpg`]) {
			expect((await fetch(server.url + path)).status).toBeOneOf([400, 404]);
		}
	});

	test("store nothing", async () => {
		const isOther = (name: string): boolean => !name.startsWith(`photos/${id}/`);
		// Variants are stored after the response.
		await until(
			"no other photo has a file",
			async () => !(await filesIn(server, "public")).some(isOther),
		);
		expect((await filesIn(server, "public")).length).toBeGreaterThan(3);
	});
});

test("the metrics count cuts by lane", async () => {
	expect((await get("?width=100&format=avif")).status).toBe(200);
	expect(await metric(server, 'widthwise_cuts_total{lane="avif",outcome="begun"}')).toBeGreaterThan(
		0,
	);
	expect(await metric(server, 'widthwise_cuts_total{lane="own",outcome="begun"}')).toBeGreaterThan(
		0,
	);
	expect(await metric(server, "widthwise_publish_memory_waiting")).toBe(0);
	expect(await metric(server, "widthwise_publish_memory_limit_bytes")).toBeGreaterThan(1e8);
	for (const name of ["cuts_waiting", "cuts_running", "cut_wait_seconds"]) {
		expect(await metric(server, `widthwise_${name}{lane="any"}`)).toBe(0);
	}
});
