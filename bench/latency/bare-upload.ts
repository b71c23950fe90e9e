// The minimum cost of an upload: a bare Bun.serve that streams the raw multipart body into one file and
// syncs it to disk. `bun bare-upload.ts <port> <folder>`.
import { open } from "node:fs/promises";
import { join } from "node:path";

const [port = "0", folder = "."] = process.argv.slice(2);
let count = 0;

Bun.serve({
	port: Number(port),
	hostname: "127.0.0.1",
	maxRequestBodySize: Number.MAX_SAFE_INTEGER,
	async fetch(request) {
		if (request.method !== "POST") return new Response("ready");
		count += 1;
		const file = await open(join(folder, `upload-${count}`), "w");
		for await (const chunk of request.body ?? []) await file.write(chunk);
		await file.sync();
		await file.close();
		return new Response("accepted", { status: 202 });
	},
});
