import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createServer, type RequestListener, type Server } from "node:http";
import { connect } from "node:net";
import { createImageHandler, createMemoryStore, type ImageHandler } from "widthwise";
import { toNodeHandler } from "widthwise/node";
import { within } from "../../patience.ts";
import { uprightOriginal } from "../../photos/originals.ts";
import { readPixels } from "../../pictures/read.ts";
import { vips } from "../engine.ts";
import { putPublished } from "../published.ts";

let images: ImageHandler;
const servers: Server[] = [];
beforeAll(async () => {
	const store = await putPublished(createMemoryStore(), uprightOriginal(), "blue-hour");
	images = createImageHandler({ store, engine: vips, buckets: [256, 416] });
});
afterAll(() => {
	for (const server of servers) server.close();
});

async function serve(listener: RequestListener): Promise<string> {
	const server = createServer(listener);
	servers.push(server);
	const listening = Promise.withResolvers<void>();
	server.listen(0, "127.0.0.1", listening.resolve);
	await within("the server listens", listening.promise);
	const address = server.address();
	if (typeof address !== "object" || !address) throw new Error("The server has no port");
	return `http://127.0.0.1:${address.port}`;
}

describe("a handler of node:http", () => {
	test("sends images, 304 and the headers of HEAD", async () => {
		const url = `${await serve(toNodeHandler(images))}/media/blue-hour?width=400`;
		const response = await fetch(url, { headers: { accept: "image/webp" } });
		expect(response.headers.get("content-type")).toBe("image/webp");
		expect(await readPixels(await response.bytes())).toMatchObject({ width: 416 });
		const etag = response.headers.get("etag") ?? "";
		const headers = { accept: "image/webp", "if-none-match": etag };
		expect((await fetch(url, { headers })).status).toBe(304);
		const head = await fetch(url, { method: "HEAD", headers: { accept: "image/webp" } });
		expect([head.status, head.headers.get("etag")]).toEqual([200, etag]);
	});

	test("refuses other methods, also with a body", async () => {
		const url = `${await serve(toNodeHandler(images))}/media/blue-hour`;
		const response = await fetch(url, { method: "POST", body: "x".repeat(100_000) });
		expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
	});

	test("answers other paths with 404, or leaves them to the next handler", async () => {
		const handler = toNodeHandler(images);
		expect((await fetch(`${await serve(handler)}/other`)).status).toBe(404);
		const origin = await serve((request, response) =>
			handler(request, response, () => response.end(`next ${request.url}`)),
		);
		expect(await (await fetch(`${origin}/other?a=b`)).text()).toBe("next /other?a=b");
		expect((await fetch(`${origin}/media/blue-hour?width=9`)).status).toBe(200);
	});

	test("sees the whole path where a router removed its start", async () => {
		const handler = toNodeHandler(images);
		const origin = await serve((request, response) => {
			const originalUrl = request.url ?? "";
			handler(Object.assign(request, { originalUrl, url: "/blue-hour" }), response);
		});
		expect((await fetch(`${origin}/media/blue-hour?width=9`)).status).toBe(200);
	});

	test.each(["GET //evil.example/media/a HTTP/1.1", "GET * HTTP/1.1", "GET http://[ HTTP/1.1"])(
		"survives the request line %s",
		async (line) => {
			const origin = await serve(toNodeHandler(images));
			const socket = connect(Number(new URL(origin).port), "127.0.0.1");
			const answered = Promise.withResolvers<string>();
			socket.once("data", (data) => answered.resolve(String(data)));
			socket.once("error", answered.reject);
			socket.write(`${line}\r\nHost: a\r\nConnection: close\r\n\r\n`);
			expect(await within("an answer", answered.promise)).toMatch(/^HTTP\/1.1 4\d\d/);
			socket.destroy();
			expect((await fetch(`${origin}/media/blue-hour?width=9`)).status).toBe(200);
		},
	);
});

describe("a client that goes away", () => {
	test("aborts the request", async () => {
		const started = Promise.withResolvers<AbortSignal>();
		const waiting = (request: Request): Promise<Response> => {
			started.resolve(request.signal);
			return new Promise(() => {});
		};
		const origin = await serve(toNodeHandler({ handle: waiting, respond: waiting }));
		const client = new AbortController();
		const response = fetch(origin, { signal: client.signal }).catch(() => null);
		const signal = await within("the request", started.promise);
		const aborted = Promise.withResolvers<void>();
		signal.addEventListener("abort", () => aborted.resolve());
		client.abort();
		await within("the abort", aborted.promise);
		await response;
	});

	test("ends the body's stream, which is not read faster than it is sent", async () => {
		let pulled = 0;
		const cancelled = Promise.withResolvers<void>();
		const endless = (): Response =>
			new Response(
				new ReadableStream({
					pull(controller) {
						pulled++;
						controller.enqueue(new Uint8Array(1_000_000));
					},
					cancel: () => cancelled.resolve(),
				}),
			);
		const origin = await serve(toNodeHandler({ handle: endless, respond: endless }));
		const client = new AbortController();
		const response = await fetch(origin, { signal: client.signal });
		const reader = response.body?.getReader();
		await reader?.read();
		expect(pulled).toBeLessThan(200);
		client.abort();
		await within("the end of the stream", cancelled.promise);
	});
});
