import { mkdtempDisposable } from "node:fs/promises";
import { join } from "node:path";
import { buildDeno, denoCommand } from "@widthwise/edge/deno";
import { disposeInOrder, freePort, type Running, run } from "../harness/processes.ts";
import type { EdgeSource } from "./edge-source.ts";

/**
 * Starts the edge's program on Deno, with the permissions that it states.
 *
 * Its program lies beside the store: the folder for temporary files may be one in memory, in `/dev`, which
 * Deno does not read with such permissions.
 *
 * @param deno the path of Deno
 *
 * @example
 * await using edge = await startDenoEdge(deno, source);
 */
export async function startDenoEdge(
	deno: string,
	{ folder, buckets, readyPath }: EdgeSource,
): Promise<Running> {
	await using needed = new AsyncDisposableStack();
	const { path: here } = needed.use(await mkdtempDisposable(`${folder}-program-`));
	for (const [name, bytes] of Object.entries(await buildDeno(buckets))) {
		await Bun.write(join(here, name), bytes);
	}
	const address = `127.0.0.1:${freePort()}`;
	const [, ...parameters] = denoCommand({ here, folder, address });
	const running = await run([deno, ...parameters], {
		url: `http://${address}`,
		readyPath,
		env: { HOME: here, DENO_NO_UPDATE_CHECK: "1" },
	});
	return { ...running, ...disposeInOrder(needed, running) };
}
