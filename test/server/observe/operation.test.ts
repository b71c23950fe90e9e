import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../../patience.ts";
import { startNewServerProcess } from "../../running-server.ts";
import { metric, OWNER, refusal, upload } from "../client.ts";
import { drawn } from "../drawn-photos.ts";
import { settled } from "../photo-events.ts";
import { openConnection } from "../raw-http.ts";
import { photoIdOf } from "../uploads/resumable/tus.ts";

const logs = await mkdtemp(join(tmpdir(), "widthwise-logs-"));
const EDGE_LOG = join(logs, "images.log");
const server = await startNewServerProcess({ EDGE_LOG });
afterAll(async () => {
	await server.remove();
	await rm(logs, { recursive: true });
});
const quay = drawn(1);
const id = photoIdOf(quay);
beforeAll(async () => {
	await settled(server, await upload(server, ["quay.jpg", quay]));
});

type Specification = {
	readonly openapi: string;
	readonly info: Readonly<Record<string, string>>;
	readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
	readonly components: { readonly securitySchemes: Readonly<Record<string, object>> };
};
type Operation = {
	readonly operationId: string;
	readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
	readonly parameters?: readonly { readonly name: string; readonly in: string }[];
	readonly requestBody?: { readonly content: Readonly<Record<string, object>> };
};

describe("a running server", () => {
	test("is alive and ready", async () => {
		expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ status: "ok" });
		expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({ status: "ready" });
	});

	test("has metrics in the Prometheus text format", async () => {
		await fetch(`${server.url}/media/${id}/x.jpg?width=64`);
		const published = 'widthwise_ingest_seconds_count{outcome="published"}';
		await until("publishing is counted", async () => (await metric(server, published)) === 1);
		const response = await fetch(`${server.url}/metrics`);
		expect(response.headers.get("content-type")).toStartWith("text/plain; version=0.0.4");
		const lines = (await response.text()).trim().split("\n");
		const isLine = /^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [0-9.e+-]+|)$/;
		expect(lines.filter((line) => !isLine.test(line))).toEqual([]);
		for (const name of [
			'widthwise_uploads_total{outcome="accepted"} 1',
			'widthwise_ingest_seconds_count{outcome="published"} 1',
			'widthwise_images_total{origin="cut",bucket="288"} 1',
			'widthwise_engine_seconds_count{engine="vips"} 1',
			'widthwise_engine_seconds_count{engine="bun"} 1',
			"widthwise_cache_images 1",
			"widthwise_cache_limit_bytes 64000000",
			"widthwise_uploads_arriving 0",
			'widthwise_threads_limit{pool="avif"} 1',
			'widthwise_threads_busy{pool="publish"} 0',
			'widthwise_thread_jobs_waiting{pool="inspect"} 0',
			'widthwise_publish_jobs{state="waiting"} 0',
			'widthwise_background_jobs{state="delayed"} 0',
			'widthwise_background_photos_left{task="renewals"} 0',
			'widthwise_event_streams{listener="visitor"} 0',
		]) {
			expect(lines).toContain(name);
		}
	});
});

describe("the OpenAPI specification", () => {
	const specification = async (): Promise<Specification> =>
		(await fetch(`${server.url}/openapi/json`)).json();

	test("lists the API's paths, and which are for the owner only", async () => {
		const { openapi, info, paths, components } = await specification();
		expect(openapi).toMatch(/^3\.\d+\.\d+$/);
		expect(info).toMatchObject({ title: "Widthwise", version: expect.any(String) });
		const operations = Object.entries(paths).flatMap(([path, methods]) =>
			Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
		);
		const names = operations.map(({ path, method }) => `${method} ${path}`).sort();
		expect(names).toEqual([
			"delete /api/photos/{id}",
			"delete /api/trash",
			"get /api/events",
			"get /api/needs.csv",
			"get /api/originals.zip",
			"get /api/photos",
			"get /api/photos/{id}",
			"get /api/photos/{id}/original",
			"get /api/trash",
			"get /healthz",
			"get /media/{id}/{name}",
			"get /metrics",
			"get /readyz",
			"head /media/{id}/{name}",
			"patch /api/photos/{id}",
			"post /api/needs",
			"post /api/photos",
			"post /api/photos/{id}/publish",
			"post /api/photos/{id}/restore",
		]);
		const owned = operations.filter(({ security }) => security !== undefined);
		expect(owned.map(({ path, method }) => `${method} ${path}`).sort()).toEqual([
			"delete /api/photos/{id}",
			"delete /api/trash",
			"get /api/needs.csv",
			"get /api/originals.zip",
			"get /api/photos/{id}/original",
			"get /api/trash",
			"patch /api/photos/{id}",
			"post /api/photos",
			"post /api/photos/{id}/publish",
			"post /api/photos/{id}/restore",
		]);
		for (const scheme of owned.flatMap(({ security = [] }) => security.flatMap(Object.keys))) {
			expect(components.securitySchemes).toHaveProperty(scheme);
		}
	});

	test("has unique operation ids, and declares path parameters", async () => {
		const { paths } = await specification();
		const ids: string[] = [];
		for (const [path, methods] of Object.entries(paths)) {
			for (const { operationId, parameters = [] } of Object.values(methods)) {
				ids.push(operationId);
				const declared = parameters.filter((parameter) => parameter.in === "path");
				const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
				expect(declared.map(({ name }) => name)).toEqual(named);
			}
		}
		expect(new Set(ids).size).toBe(ids.length);
		expect(Object.keys(paths["/api/photos"]?.post?.requestBody?.content ?? {})).toEqual([
			"multipart/form-data",
		]);
		expect(paths["/api/photos/{id}"]?.patch?.requestBody?.content).toHaveProperty([
			"application/json",
			"schema",
			"properties",
			"title",
		]);
	});
});

describe("every page", () => {
	const pages = ["/", `/photos/${id}`, `/photos/${"0".repeat(32)}`, "/sign-in", "/upload"];

	test.each(pages)(
		"%s loads nothing from other sites, and is not cached for the owner",
		async (path) => {
			const headers = { ...OWNER, Accept: "text/html" };
			const response = await fetch(server.url + path, { headers });
			expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
			expect(response.headers.get("cache-control")).toBe("no-store");
			expect(response.headers.get("x-content-type-options")).toBe("nosniff");
			expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
			const html = await response.text();
			expect(html).toStartWith("<!doctype html>");
			for (const [, address = ""] of html.matchAll(
				/(?:src|href|action)="((?:https?:)?\/\/[^"]*)/g,
			)) {
				expect(address).toStartWith(`${server.url}/`);
			}
			for (const [, asset = ""] of html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)) {
				const file = await fetch(server.url + asset);
				expect(file.status).toBe(200);
				expect(file.headers.get("cache-control")).toContain("immutable");
				// The SVG namespace is not loaded.
				const text = (await file.text()).replace('xmlns="http://www.w3.org/2000/svg"', "");
				// Error messages of the upload library contain URLs.
				if (!asset.endsWith("/upload.js")) expect(text).not.toMatch(/https?:\/\//);
			}
		},
	);

	const calls = ["/healthz", "/readyz", "/metrics", "/openapi/json", "/api/photos"];
	const ownersPages = ["/upload", "/desk", "/desk/photos/x", "/desk/sign-ins", "/admin/buckets"];
	test.each([...pages, ...calls, ...ownersPages])(
		"HEAD %s has the headers of GET",
		async (path) => {
			const response = await fetch(server.url + path, { redirect: "manual" });
			const head = await fetch(server.url + path, { method: "HEAD", redirect: "manual" });
			expect(head.status).toBe(response.status);
			expect(head.headers.get("content-type")).toBe(response.headers.get("content-type"));
			expect((await head.bytes()).length).toBe(0);
		},
	);
});

describe("a request with a missing or invalid Host header", () => {
	test.each([
		["/", "200"],
		[`/photos/${id}`, "400"],
		["/feed.atom", "400"],
		["/admin/queue", "303"],
		["/nowhere", "404"],
	])("for %s gets %s, or 400 if it is invalid", async (path, status) => {
		for (const [host, expected] of [
			["", status],
			["Host: no name\r\n", "400"],
		] as const) {
			using connection = await openConnection(server);
			connection.send(`GET ${path} HTTP/1.0\r\n${host}Accept: text/html\r\n\r\n`);
			expect(await connection.received(/\r\n\r\n/)).toStartWith(`HTTP/1.1 ${expected} `);
		}
	});
});

describe("an unknown path", () => {
	test.each([
		["GET", "/nowhere"],
		["GET", "/api"],
		["GET", "/api/photo"],
		["GET", "/%00"],
		["GET", "/openapi"],
		["GET", "/assets/000000000000/site.css"],
		["GET", "/assets/../server/main.ts"],
		["GET", "/assets/%2e%2e%2f%2e%2e%2fpackage.json/x"],
		["PUT", "/api/photos"],
		["POST", `/media/${id}/x.jpg`],
		["DELETE", "/"],
	])("%s %s gets 404 in JSON", async (method, path) => {
		const response = await fetch(server.url + path, { method });
		expect(response.headers.get("content-type")).toStartWith("application/json");
		expect(response.headers.get("cache-control")).toBe("no-store");
		expect(await refusal(response)).toMatchObject({ status: 404, code: "not-found" });
	});

	test("is not logged as an error", () => {
		expect(server.log()).not.toMatch(/error/i);
	});
});

test("the buckets page counts the images in the edge's log, which may come later", async () => {
	const page = async () => (await fetch(`${server.url}/admin/buckets`, { headers: OWNER })).text();
	expect(await page()).toContain(`Cannot read ${EDGE_LOG}: there is no such file`);
	const path = "/media/0123456789abcdef0123456789abcdef/quay.v1.jpg?width=480";
	const line = `- - - [22/Nov/2026:10:11:12 +0000] "GET ${path} HTTP/2.0" 200 9936 -\n`;
	await writeFile(EDGE_LOG, line.repeat(3));
	const shown = await page();
	expect(shown).toContain('<th scope="row">480</th><td>3</td>');
	expect(shown).toContain("From 1 file, hits and misses together.");
});
