// Runs in a project that has only the packed package and the server frameworks. Takes a folder with
// photo.jpg and the names of servers; serves the folder with one after the other, requests images and
// prints the answers as JSON, a line for each server.
import { Buffer } from "node:buffer";
import { createServer } from "node:http";
import { createImageHandler, createMemoryStore } from "widthwise";
import { createVipsEngine } from "widthwise/engine/vips";
import { toNodeHandler } from "widthwise/node";
import { createFolderSource } from "widthwise/source/folder";

const [folder, ...names] = globalThis.Deno?.args ?? process.argv.slice(2);
const engine = createVipsEngine({ threads: 1 });

const other = "the rest of the site";
const HOST = "127.0.0.1";

/** Functions that serve images and return the server's origin and a function that stops it. */
const STARTS = {
	http: (images) => listen(createServer(toNodeHandler(images))),
	async express(images) {
		const { default: express } = await import("express");
		const app = express();
		app.use("/media", toNodeHandler(images));
		app.get("/other", (_, response) => response.send(other));
		return listen(createServer(app));
	},
	async fastify(images) {
		const { default: createFastify } = await import("fastify");
		const app = createFastify();
		const handler = toNodeHandler(images);
		app.route({
			method: ["GET", "HEAD", "POST"],
			url: "/media/*",
			handler(request, reply) {
				reply.hijack();
				handler(request.raw, reply.raw);
			},
		});
		app.get("/other", async () => other);
		const origin = await app.listen({ host: HOST, port: 0 });
		return { origin, stop: () => app.close() };
	},
	async hono(images) {
		const { Hono } = await import("hono");
		const app = new Hono();
		app.use(async (context, next) => (await images.handle(context.req.raw)) ?? next());
		app.get("/other", (context) => context.text(other));
		return { origin: "http://localhost", stop() {}, fetch: (url, init) => app.request(url, init) };
	},
	deno(images) {
		const server = Deno.serve({ hostname: HOST, port: 0, onListen() {} }, images.respond);
		return { origin: `http://${HOST}:${server.addr.port}`, stop: () => server.shutdown() };
	},
};

function listen(server) {
	return new Promise((resolve) => {
		server.listen(0, HOST, () => {
			const origin = `http://${HOST}:${server.address().port}`;
			resolve({ origin, stop: () => server.close() });
		});
	});
}

/** Requests images from a server of its own. */
async function askServer(name) {
	// Nothing is cut yet.
	const images = createImageHandler({
		store: createMemoryStore(),
		source: createFolderSource({ folder }),
		engine,
		buckets: [256, 480],
		onError: console.error,
	});
	const server = await STARTS[name](images);
	const ask = server.fetch ?? fetch;
	const url = `${server.origin}/media/photo.jpg?width=400`;
	const accept = { accept: "image/webp" };
	const image = await ask(url, { headers: accept });
	const bytes = new Uint8Array(await image.arrayBuffer());
	const etag = image.headers.get("etag");
	const notModified = await ask(url, { headers: { ...accept, "if-none-match": etag } });
	const head = await ask(url, { method: "HEAD", headers: accept });
	const missing = await ask(`${server.origin}/media/nothing.jpg?width=400`);
	const post = await ask(url, { method: "POST", body: "x" });
	const site = await ask(`${server.origin}/other`);
	const found = {
		type: image.headers.get("content-type"),
		caching: image.headers.get("cache-control"),
		image: Buffer.from(bytes).toString("base64"),
		statuses: [image, notModified, head, missing, post].map(({ status }) => status),
		length: Number(head.headers.get("content-length")) === bytes.length,
		site: site.status === 200 ? await site.text() : site.status,
	};
	await server.stop();
	return found;
}

for (const name of names) console.log(JSON.stringify(await askServer(name)));
await engine.close();
