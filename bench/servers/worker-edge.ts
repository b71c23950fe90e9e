import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWorker } from "@widthwise/edge/cloudflare-worker";
import { findNode } from "@widthwise/edge/lambda";
import { createFolderStore } from "widthwise/store/folder";
import { type LineProcess, startLineProcess } from "../harness/line-process.ts";
import { ROOT, type Running } from "../harness/processes.ts";
import { MINIFLARE } from "./edge-programs.ts";
import type { EdgeSource } from "./edge-source.ts";

/**
 * Starts the Worker in Cloudflare's runtime, with the folder's objects in an emulated bucket of R2.
 *
 * @throws {Error} if there is no Node.js for Miniflare, or the folder is empty
 *
 * @example
 * await using worker = await startWorkerEdge(source);
 */
export async function startWorkerEdge({
	folder,
	buckets,
}: Pick<EdgeSource, "folder" | "buckets">): Promise<Running> {
	await using needed = new AsyncDisposableStack();
	const { path: root } = needed.use(await mkdtempDisposable(join(tmpdir(), "widthwise-worker-")));
	for (const [name, bytes] of Object.entries(await buildWorker(buckets))) {
		await Bun.write(join(root, name), bytes);
	}
	const program = join(ROOT, "bench/servers/miniflare-program.mjs");
	const miniflare = needed.use(
		startLineProcess([findNode(), program, join(MINIFLARE, "dist/src/index.js"), root]),
	);
	const url = await putAll(miniflare, folder);
	const all = needed.move();
	return { url, pid: miniflare.pid, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

/** Puts a folder's objects into the bucket; returns the Worker's address. */
async function putAll(miniflare: LineProcess, folder: string): Promise<string> {
	const store = createFolderStore({ folder });
	let url = "";
	for await (const key of store.list("")) {
		const object = await store.get(key);
		if (!object) continue;
		const { contentType, metadata } = object;
		const base64 = Buffer.from(await object.bytes()).toString("base64");
		const put = { key, contentType, metadata, base64 };
		({ url } = await miniflare.request<{ readonly url: string }>(put));
	}
	if (url === "") throw new Error(`${folder} has no objects`);
	return url;
}
