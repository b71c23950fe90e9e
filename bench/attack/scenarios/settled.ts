import { TOKEN } from "../../harness/processes.ts";

/** Milliseconds without any photo settling, after which the rest counts as lost. */
const PATIENCE_MS = 120_000;

const POLL_MS = 250;

/**
 * Waits until acknowledged photos are published, or failed with a reason, and counts those that are
 * neither.
 *
 * @example
 * const lost = await countLost(server.url, ids);
 */
export async function countLost(site: string, ids: readonly string[]): Promise<number> {
	const open = new Set(ids);
	let lastChange = performance.now();
	while (open.size > 0 && performance.now() - lastChange < PATIENCE_MS) {
		for (const id of open) {
			if (!(await isSettled(site, id))) continue;
			open.delete(id);
			lastChange = performance.now();
		}
		if (open.size > 0) await Bun.sleep(POLL_MS);
	}
	return open.size;
}

async function isSettled(site: string, id: string): Promise<boolean> {
	const headers = { Authorization: `Bearer ${TOKEN}` };
	const response = await fetch(`${site}/api/photos/${id}`, { headers }).catch(() => null);
	if (!response?.ok) return false;
	const { status }: { readonly status: string } = await response.json();
	return status === "published" || status === "failed";
}
