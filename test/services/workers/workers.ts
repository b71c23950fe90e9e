import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Store } from "widthwise";
import { buildWorker } from "../../../edge/cloudflare-worker/build.ts";
import { nodes } from "../../edge/nodes.ts";
import { BUCKETS } from "../../edge/urls.ts";
import { within } from "../../patience.ts";
import { installTools } from "../../tools/install.ts";
import { makeTiedFolder } from "../tied-process.ts";
import { createRemoteStore } from "./remote-store.ts";

/** Workers in the runtime of Cloudflare, with one bucket of R2. */
export type Workers = {
	/** A store in the bucket, with a prefix. */
	store(prefix: string): Store;
	/** The address of the edge's Worker, for the buckets of the table of URLs; its prefix is `site`. */
	readonly edge: string;
};

const MINIFLARE = fileURLToPath(new URL("miniflare.mjs", import.meta.url));

const tools = await installTools("workerd");

/** Whether Workers can run here, and why not. */
export const workersNeed = {
	isMet: tools.isInstalled && nodes[0].node !== "",
	missing: tools.isInstalled ? "no Node.js 22: npm ci" : tools.missing,
} as const;

/** The Workers at the addresses that {@link startWorkers} returned. */
export function workersAt(addresses: string): Workers {
	const { store, edge } = JSON.parse(addresses);
	return { store: (prefix) => createRemoteStore(store, prefix), edge };
}

/** Starts the Workers; resolves to their addresses, as JSON. They end with this process. */
export async function startWorkers(): Promise<{ readonly url: string }> {
	const { path: folder } = await makeTiedFolder("workers");
	const store = join(folder, "store");
	await build({
		entryPoints: [fileURLToPath(new URL("store-worker.ts", import.meta.url))],
		outdir: store,
		...{ bundle: true, format: "esm", platform: "browser", logLevel: "error" },
	});
	const edge = join(folder, "edge");
	for (const [name, bytes] of Object.entries(await buildWorker(BUCKETS))) {
		await Bun.write(join(edge, name), bytes);
	}
	const workers = [
		await workerIn("edge", edge, "main.js"),
		await workerIn("store", store, "store-worker.js"),
	];
	const module = tools.path("miniflare", "dist/src/index.js");
	const command = [nodes[0].node, MINIFLARE, module, JSON.stringify(workers)];
	const errors = Bun.file(join(folder, "errors"));
	const child = Bun.spawn(command, { cwd: folder, stdin: "pipe", stdout: "pipe", stderr: errors });
	// A test run must not wait for it; it ends with its standard input, and so with this process.
	child.unref();
	const line = await within("the Workers listen", firstLine(child.stdout));
	if (line === "") throw new Error(`The Workers ended: ${await errors.text()}`);
	return { url: line };
}

async function workerIn(name: string, root: string, main: string): Promise<object> {
	const others = (await readdir(root)).filter((file) => file !== main);
	return { name, root, modules: [main, ...others].map((file) => join(root, file)) };
}

async function firstLine(output: ReadableStream<Uint8Array>): Promise<string> {
	let text = "";
	const decoder = new TextDecoder();
	for await (const chunk of output) {
		text += decoder.decode(chunk, { stream: true });
		if (text.includes("\n")) return text;
	}
	return "";
}
