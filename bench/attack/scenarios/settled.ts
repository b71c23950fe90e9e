import { TOKEN } from "../../harness/processes.ts";

/** Milliseconds that a photo may take to settle after the one before it, until it counts as lost. */
const PATIENCE_MS = 120_000;

const POLL_MS = 250;

/**
 * Waits until acknowledged photos are published, or failed with a reason, and counts those that are
 * neither. It asks for one photo at a time: questions about all of them would be an attack of their own.
 *
 * @example
 * const lost = await countLost(server.url, ids);
 */
export async function countLost(site: string, ids: readonly string[]): Promise<number> {
	let lost = 0;
	for (const id of ids) {
		// Once one is lost, the others have had time.
		const patience = lost === 0 ? PATIENCE_MS : 0;
		if (!(await hasSettled(site, id, patience))) lost++;
	}
	return lost;
}

async function hasSettled(site: string, id: string, patience: number): Promise<boolean> {
	const end = performance.now() + patience;
	while (!(await isSettled(site, id))) {
		if (performance.now() >= end) return false;
		await Bun.sleep(POLL_MS);
	}
	return true;
}

async function isSettled(site: string, id: string): Promise<boolean> {
	const headers = { Authorization: `Bearer ${TOKEN}` };
	const response = await fetch(`${site}/api/photos/${id}`, { headers }).catch(() => null);
	if (!response?.ok) return false;
	const { status }: { readonly status: string } = await response.json();
	return status === "published" || status === "failed";
}
