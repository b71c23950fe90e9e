import type { MissingPart } from "@widthwise/worker/outages";
import { createSingleFlight } from "widthwise/internal";

/** Whether the server can do its work. */
export type Readiness = {
	/** The server stops soon: load balancers should send no more requests. */
	readonly isStopping: boolean;
	readonly missing: readonly MissingPart[];
};

/** Milliseconds for which an answer is kept: however often it is asked, the parts are rarely. */
const KEPT_MS = 1000;

/**
 * Creates the check behind `/readyz`. The parts are asked at most once a second, and by one caller for
 * all; a server that stops answers without them.
 *
 * @param options.missing resolves to the parts that cannot be used
 * @param options.isStopping whether the server stops soon
 * @param options.now the clock, in milliseconds
 *
 * @example
 * const checkReadiness = createReadiness({ missing: pipeline.missing, isStopping: () => false });
 * await checkReadiness(); // { isStopping: false, missing: [] }
 */
export function createReadiness(options: {
	readonly missing: () => Promise<readonly MissingPart[]>;
	readonly isStopping: () => boolean;
	readonly now?: () => number;
}): () => Promise<Readiness> {
	const { isStopping, now = () => performance.now() } = options;
	const checks = createSingleFlight<readonly MissingPart[]>();
	let kept: { readonly missing: readonly MissingPart[]; readonly until: number } | undefined;

	async function check(): Promise<readonly MissingPart[]> {
		const missing = await options.missing();
		kept = { missing, until: now() + KEPT_MS };
		return missing;
	}

	return async () => {
		if (isStopping()) return { isStopping: true, missing: [] };
		const isKept = kept !== undefined && now() < kept.until;
		const missing = isKept && kept ? kept.missing : await checks.run("parts", check);
		return { isStopping: isStopping(), missing };
	};
}
