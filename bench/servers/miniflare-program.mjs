// A Worker with a bucket of R2, by Miniflare: <path of Miniflare's module> <folder of the Worker>. Each line of
// the input is an object for the bucket, as JSON; the answer is the Worker's address.
import { readdir } from "node:fs/promises";
import { argv, stdin } from "node:process";
import { createInterface } from "node:readline";

const [modulePath = "", root = ""] = argv.slice(2);
const { Miniflare, convertV4MiniflareOptions } = await import(modulePath);

const MAIN = "main.js";
/** The main module comes first. */
const names = [MAIN, ...(await readdir(root)).filter((name) => name !== MAIN)];
const worker = {
	name: "edge",
	rootPath: root,
	modules: names.map((name) => ({
		type: name.endsWith(".wasm") ? "CompiledWasm" : "ESModule",
		path: `${root}/${name}`,
	})),
	compatibilityDate: "2026-11-01",
	r2Buckets: { PHOTOS: "photos" },
	// Requests do not pass Miniflare's own Worker.
	unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
};
const options = { host: "127.0.0.1", port: 0, cf: false, cache: true, workers: [worker] };
const miniflare = new Miniflare(convertV4MiniflareOptions(options));
process.once("SIGTERM", async () => {
	await miniflare.dispose();
	process.exit();
});

const bucket = await miniflare.getR2Bucket("PHOTOS", "edge");
const url = (await miniflare.unsafeGetDirectURL("edge")).origin;
for await (const line of createInterface({ input: stdin })) {
	const { key, contentType, metadata, base64 } = JSON.parse(line);
	await bucket.put(key, Buffer.from(base64, "base64"), {
		httpMetadata: { contentType },
		customMetadata: metadata,
	});
	console.log(JSON.stringify({ url }));
}
await miniflare.dispose();
