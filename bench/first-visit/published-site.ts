import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { untilOnHomePage, upload } from "../harness/client.ts";
import { processorTime } from "../harness/process-usage.ts";
import { runWidthwiseOn } from "../harness/processes.ts";

/** A site whose photos are published and whose server has stopped. Disposing deletes it. */
export type PublishedSite = AsyncDisposable & {
	readonly dataDir: string;
	/** Milliseconds from the upload until visitors saw all photos. */
	readonly publishMs: number;
	/** Milliseconds of processor time from then until the first sets were there. */
	readonly setsMs: number;
	/** Bytes of all stored variants. */
	readonly setsBytes: number;
};

/**
 * Publishes photos on a new site, and waits for their first sets if it makes them.
 *
 * @example
 * await using site = await publishSite(photos, { firstSet: true });
 */
export async function publishSite(
	photos: readonly Uint8Array<ArrayBuffer>[],
	{ firstSet }: { readonly firstSet: boolean },
): Promise<PublishedSite> {
	await using made = new AsyncDisposableStack();
	const { path: dataDir } = made.use(await mkdtempDisposable(join(tmpdir(), "widthwise-bench-")));
	await using server = await runWidthwiseOn(dataDir, { FIRST_SET: String(firstSet) });
	const begun = performance.now();
	const accepted = await upload(server.url, photos);
	for (const { id } of accepted) await untilOnHomePage(server.url, id);
	const publishMs = performance.now() - begun;
	const processor = processorTime(server.pid);
	await untilSetsAreMade(server.url);
	const setsMs = processorTime(server.pid) - processor;
	const setsBytes = await bytesOfVariants(dataDir);
	const kept = made.move();
	return {
		...{ dataDir, publishMs, setsMs, setsBytes },
		[Symbol.asyncDispose]: () => kept.disposeAsync(),
	};
}

/** The metric is counted again each second. */
async function untilSetsAreMade(site: string): Promise<void> {
	for (let left = Number.NaN; left !== 0; await Bun.sleep(1000)) {
		const metrics = await (await fetch(`${site}/metrics`)).text();
		left = Number(/^widthwise_background_photos_left\{task="first"\} (\d+)$/m.exec(metrics)?.[1]);
	}
}

async function bytesOfVariants(dataDir: string): Promise<number> {
	let bytes = 0;
	for await (const path of new Bun.Glob("public/photos/*/w*.webp").scan({
		cwd: dataDir,
		absolute: true,
	})) {
		bytes += Bun.file(path).size;
	}
	return bytes;
}
