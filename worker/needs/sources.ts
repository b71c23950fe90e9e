import { createHmac, randomBytes } from "node:crypto";

/** How many reports came from how many networks today, since the process started. */
export type NeedsSources = {
	readonly reports: number;
	readonly networks: number;
	/** Reports from the network that sent the most. */
	readonly largest: number;
};

/** Counts the reports of each network, without remembering the network. */
export type SourceLimit = {
	/** Counts a report; `false` if its network has sent enough today. */
	count(network: string): boolean;
	sources(): NeedsSources;
};

/** One network's reports in a day: enough for a visitor, too few to outvote all others. */
export const MAX_REPORTS_PER_NETWORK = 30;

/** Networks that are remembered; reports from further ones are dropped until tomorrow. */
const MAX_NETWORKS = 20_000;

const DAY_MS = 24 * 3600_000;

/**
 * Creates the limit. Networks are kept in memory as hashes with a key that changes every day and is
 * stored nowhere.
 *
 * @param now milliseconds on a clock that never goes back
 *
 * @example
 * const limit = createSourceLimit(() => performance.now());
 * if (limit.count("203.0.113.7")) add(report);
 */
export function createSourceLimit(now: () => number): SourceLimit {
	let begun = now();
	let key = randomBytes(32);
	let counts = new Map<string, number>();

	function beginDay(): void {
		if (now() - begun < DAY_MS) return;
		[begun, key, counts] = [now(), randomBytes(32), new Map()];
	}

	return {
		count(network) {
			beginDay();
			const hash = createHmac("sha256", key).update(network).digest("base64");
			const sent = counts.get(hash) ?? 0;
			if (sent >= MAX_REPORTS_PER_NETWORK) return false;
			if (sent === 0 && counts.size >= MAX_NETWORKS) return false;
			counts.set(hash, sent + 1);
			return true;
		},
		sources() {
			beginDay();
			const all = [...counts.values()];
			const reports = all.reduce((sum, count) => sum + count, 0);
			return { reports, networks: all.length, largest: all.reduce((a, b) => Math.max(a, b), 0) };
		},
	};
}
