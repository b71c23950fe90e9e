/** Limits attempts to sign in by password. */
export type SignInLimit = {
	/**
	 * Counts an attempt. Call this before the password is checked, so that simultaneous attempts
	 * count.
	 *
	 * @returns 0 if the attempt is allowed, otherwise the seconds to wait
	 */
	attempt(network: string): number;
	/** Forgets the attempts of a network that sent the right password. */
	reset(network: string): void;
};

const WINDOW_MS = 15 * 60_000;
const MAX_PER_NETWORK = 10;
const MAX_TOTAL = 100;

/**
 * Limits wrong passwords in 15 minutes: 10 from one network (an IPv4 address, 64 bits of an IPv6
 * address), 100 from all, because an attacker may have many. Kept in memory; each process counts for itself.
 *
 * @param now returns the time in milliseconds
 *
 * @example
 * const limit = createSignInLimit(Date.now);
 * if (limit.attempt("192.0.2.1") > 0) throw tooMany();
 */
export function createSignInLimit(now: () => number): SignInLimit {
	// Never longer than MAX_TOTAL.
	let attempts: { readonly network: string; readonly at: number }[] = [];

	/**
	 * The time of the attempt that must expire before the next one; `null` if there are fewer than
	 * max.
	 */
	function blockedSince(list: readonly { readonly at: number }[], max: number): number | null {
		return list.length < max ? null : (list[list.length - max]?.at ?? null);
	}

	return {
		attempt(network) {
			const time = now();
			attempts = attempts.filter(({ at }) => time - at < WINDOW_MS);
			const own = attempts.filter((attempt) => attempt.network === network);
			const since = blockedSince(own, MAX_PER_NETWORK) ?? blockedSince(attempts, MAX_TOTAL);
			if (since !== null) return Math.ceil((since + WINDOW_MS - time) / 1000);
			attempts.push({ network, at: time });
			return 0;
		},
		reset(network) {
			attempts = attempts.filter((attempt) => attempt.network !== network);
		},
	};
}
