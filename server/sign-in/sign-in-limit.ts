/** Limits wrong passwords and wrong tokens. */
export type SignInLimit = {
	/**
	 * Counts an attempt. Call this before the password is checked, so that simultaneous attempts count.
	 *
	 * @param source a network, or a browser that has signed in before
	 * @param isCommon whether the limit on all sources together applies, too
	 * @returns 0 if the attempt is allowed, otherwise the seconds to wait
	 */
	attempt(source: string, isCommon: boolean): number;
	/** The seconds until a source has another attempt; 0 if it has one. */
	secondsLeft(source: string): number;
	/** Forgets the attempts of a source that sent the right password. */
	reset(source: string): void;
	/** What counts now. */
	state(): SignInLimitState;
};

/** Attempts that a limit counts. */
export type SignInLimitState = {
	/** Attempts in the last 15 minutes. */
	readonly attempts: number;
	/** Sources that may not try another one. */
	readonly blocked: number;
};

type Attempt = { readonly source: string; readonly at: number; readonly isCommon: boolean };

const WINDOW_MS = 15 * 60_000;
const MAX_PER_SOURCE = 10;
const MAX_TOTAL = 100;

/** Attempts that are remembered: an attacker may have many networks. */
const MAX_REMEMBERED = 5000;

/**
 * Limits attempts in 15 minutes: 10 from one source, 100 from all sources together to which the common
 * limit applies, because an attacker may have many. Kept in memory; each process counts for itself.
 *
 * @param now returns the time in milliseconds
 *
 * @example
 * const limit = createSignInLimit(Date.now);
 * if (limit.attempt("192.0.2.1", true) > 0) throw tooMany();
 */
export function createSignInLimit(now: () => number): SignInLimit {
	// The oldest first.
	let attempts: readonly Attempt[] = [];

	/** The seconds until a list has fewer attempts than `max`. */
	function wait(list: readonly Attempt[], max: number): number {
		const blocking = list.length < max ? undefined : list[list.length - max];
		return blocking ? Math.ceil((blocking.at + WINDOW_MS - now()) / 1000) : 0;
	}

	function recent(): readonly Attempt[] {
		const time = now();
		attempts = attempts.filter(({ at }) => time - at < WINDOW_MS);
		return attempts;
	}

	function recentOf(source: string): readonly Attempt[] {
		return recent().filter((attempt) => attempt.source === source);
	}

	return {
		attempt(source, isCommon) {
			const own = wait(recentOf(source), MAX_PER_SOURCE);
			if (own > 0) return own;
			const common = isCommon ? attempts.filter((attempt) => attempt.isCommon) : [];
			const seconds = wait(common, MAX_TOTAL);
			if (seconds > 0) return seconds;
			attempts = [...attempts.slice(1 - MAX_REMEMBERED), { source, at: now(), isCommon }];
			return 0;
		},
		secondsLeft: (source) => wait(recentOf(source), MAX_PER_SOURCE),
		reset(source) {
			attempts = attempts.filter((attempt) => attempt.source !== source);
		},
		state() {
			const bySource = Map.groupBy(recent(), ({ source }) => source);
			const blocked = [...bySource.values()].filter((own) => own.length >= MAX_PER_SOURCE);
			return { attempts: attempts.length, blocked: blocked.length };
		},
	};
}
