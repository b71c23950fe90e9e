/** Counts attempts to sign in by password. */
export type SignInLimit = {
	/**
	 * Notes an attempt, before it is judged, so that many at once are many, too.
	 *
	 * @returns 0, or the seconds to wait before the next attempt is judged
	 */
	attempt(address: string): number;
	/** Forgets the attempts of an address from which the right password came. */
	forgive(address: string): void;
};

const WINDOW_MS = 15 * 60_000;
const MAX_PER_ADDRESS = 10;
const MAX_TOTAL = 100;

/**
 * Limits wrong passwords within a quarter of an hour: 10 from one address, 100 from all of them
 * together, because addresses are cheap. In memory, of each process its own.
 *
 * @param now milliseconds
 *
 * @example
 * const limit = createSignInLimit(Date.now);
 * if (limit.attempt("192.0.2.1") > 0) throw tooMany();
 */
export function createSignInLimit(now: () => number): SignInLimit {
	// Never longer than the limit of all.
	let attempts: { readonly address: string; readonly at: number }[] = [];

	/** When the attempt that must be forgotten first was made; `null` if there are fewer than so many. */
	function blockedSince(of: readonly { readonly at: number }[], most: number): number | null {
		return of.length < most ? null : (of[of.length - most]?.at ?? null);
	}

	return {
		attempt(address) {
			const time = now();
			attempts = attempts.filter(({ at }) => time - at < WINDOW_MS);
			const own = attempts.filter((attempt) => attempt.address === address);
			const since = blockedSince(own, MAX_PER_ADDRESS) ?? blockedSince(attempts, MAX_TOTAL);
			if (since !== null) return Math.ceil((since + WINDOW_MS - time) / 1000);
			attempts.push({ address, at: time });
			return 0;
		},
		forgive(address) {
			attempts = attempts.filter((attempt) => attempt.address !== address);
		},
	};
}
