// Runs Workers with buckets of R2, by Miniflare. Takes the path of Miniflare's module and a list of Workers,
// as JSON; prints their addresses, as JSON, and ends with its standard input.
import { argv, stdin } from "node:process";

const [modulePath = "", list = "[]"] = argv.slice(2);
const { Miniflare, convertV4MiniflareOptions } = await import(modulePath);

/** The main module comes first. */
const workers = JSON.parse(list).map(({ name, root, modules }) => ({
	name,
	rootPath: root,
	modules: modules.map((path) => ({
		type: path.endsWith(".wasm") ? "CompiledWasm" : "ESModule",
		path,
	})),
	compatibilityDate: "2026-11-01",
	r2Buckets: { PHOTOS: "photos" },
	bindings: { PREFIX: "site" },
	unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
}));
const options = { host: "127.0.0.1", port: 0, cf: false, cache: true, workers };
const miniflare = new Miniflare(convertV4MiniflareOptions(options));
const addresses = [];
for (const { name } of workers) {
	addresses.push([name, (await miniflare.unsafeGetDirectURL(name)).origin]);
}
console.log(JSON.stringify(Object.fromEntries(addresses)));

for await (const _ of stdin) {
	// The input carries no data; only its end matters.
}
await miniflare.dispose();
