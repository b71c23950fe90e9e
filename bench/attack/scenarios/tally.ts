import type { Outcome } from "./scenario.ts";

/** Counts how requests end. */
export type Tally = {
	/** Sends a request, reads its answer, and counts it; returns the text of an answer, else `null`. */
	send(url: string, init?: RequestInit): Promise<string | null>;
	/** What has been counted. */
	outcome(more?: Partial<Outcome>): Outcome;
};

/**
 * Makes a tally. A request whose `signal` was aborted counts as one that its client left; any other that
 * fails counts as unanswered.
 *
 * @example
 * const tally = createTally();
 * await tally.send(server.url);
 * tally.outcome().unanswered; // 0
 */
export function createTally(): Tally {
	const statuses = new Map<number, number>();
	let left = 0;
	let unanswered = 0;
	return {
		async send(url, init = {}) {
			try {
				const response = await fetch(url, init);
				statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
				return await response.text();
			} catch {
				if (init.signal?.aborted) left++;
				else unanswered++;
				return null;
			}
		},
		outcome: (more = {}) => ({
			...{ statuses, left, unanswered, acknowledged: 0, lost: 0, notes: [] },
			...more,
		}),
	};
}
