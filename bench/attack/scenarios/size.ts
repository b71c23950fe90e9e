/** The widths that the attacked server cuts, in pixels: many, so that a storm has many variants. */
export const BUCKETS: readonly number[] = Array.from({ length: 50 }, (_, i) => 48 * (i + 1));

/** How large an attack is. */
export type AttackSize = {
	/** Photos that are published first, and the buckets of their variants. */
	readonly photos: number;
	readonly buckets: number;
	/** Milliseconds that the neighbour is measured before each scenario. */
	readonly quietMs: number;
	/** Visitors who come at the same time; milliseconds during which they do so again and again. */
	readonly visitors: number;
	readonly crowdMs: number;
	readonly variants: number;
	readonly uploads: number;
	/** Connections that stall, drip or wait, of each kind, and for how many milliseconds. */
	readonly connections: number;
	readonly stallMs: number;
	/** Forged reports of needed widths; milliseconds during which they are sent again and again. */
	readonly reports: number;
	readonly forgeMs: number;
	/** Hostile files at most. */
	readonly files: number;
};

/** The attack of `npm run bench attack`. */
export const FULL: AttackSize = {
	...{ photos: 20, buckets: 50, quietMs: 15_000, visitors: 1000, crowdMs: 15_000 },
	...{
		variants: 3000,
		uploads: 200,
		connections: 200,
		stallMs: 20_000,
		reports: 20_000,
		forgeMs: 15_000,
		files: 1000,
	},
};

/** A short form, which shows that every part works; its times say nothing. */
export const SHORT: AttackSize = {
	...{ photos: 1, buckets: 2, quietMs: 50, visitors: 4, crowdMs: 1, variants: 4 },
	...{ uploads: 2, connections: 2, stallMs: 300, reports: 3, forgeMs: 1, files: 3 },
};
