import { cp, mkdtempDisposable } from "node:fs/promises";
import { findNode } from "@widthwise/edge/lambda";
import type { Running } from "../harness/processes.ts";
import { startCloudFrontEdge } from "./cloudfront-edge.ts";
import { startDenoEdge } from "./deno-edge.ts";
import { findDeno, hasMiniflare, INSTALL_DENO, INSTALL_MINIFLARE } from "./edge-programs.ts";
import type { EdgeSource } from "./edge-source.ts";
import { startWorkerEdge } from "./worker-edge.ts";

/** An edge that runs on this machine. */
export type Edge = { readonly name: string; readonly url: string };

/** The running edges, each with a copy of one public store; disposing ends them. */
export type Edges = AsyncDisposable & {
	readonly edges: readonly Edge[];
	/** Those that cannot run here, and what they need. */
	readonly missing: readonly string[];
};

/** How one edge is started; the reason if it cannot run here. */
type Start = ((source: EdgeSource) => Promise<Running>) | string;

/**
 * Starts every edge that needs no server, each on a copy of a public store, beside it.
 *
 * @example
 * await using running = await startEdges({ folder, buckets, readyPath });
 * for (const { name, url } of running.edges) console.log(name, url);
 */
export async function startEdges({ folder, ...others }: EdgeSource): Promise<Edges> {
	await using started = new AsyncDisposableStack();
	const [edges, missing]: [Edge[], string[]] = [[], []];
	for (const [name, start] of Object.entries(waysToStart())) {
		if (typeof start === "string") {
			missing.push(`${name} (${start})`);
			continue;
		}
		const copy = started.use(await mkdtempDisposable(`${folder}-edge-`));
		await cp(folder, copy.path, { recursive: true });
		const { url } = started.use(await start({ folder: copy.path, ...others }));
		edges.push({ name, url });
	}
	const all = started.move();
	return { edges, missing, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

function waysToStart(): Readonly<Record<string, Start>> {
	const lacksNode = nodeIsMissing();
	const deno = findDeno();
	const lacksMiniflare = hasMiniflare() ? null : INSTALL_MINIFLARE;
	return {
		"CloudFront and a regional Lambda, local": lacksNode ?? startCloudFrontEdge,
		"Cloudflare Worker, in Miniflare": lacksNode ?? lacksMiniflare ?? startWorkerEdge,
		Deno: deno === null ? INSTALL_DENO : (source) => startDenoEdge(deno, source),
	};
}

function nodeIsMissing(): string | null {
	try {
		findNode();
		return null;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}
