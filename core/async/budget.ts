/** Shares an amount of something among work; see {@link createBudget}. */
export type Budget = {
	/** The whole amount. */
	readonly total: number;
	/** Runs work when its amount is free, in the order of the calls. Rejects as the work does. */
	run<Result>(amount: number, work: () => Promise<Result>): Promise<Result>;
	/** Returns the amount in use, and the number of calls that wait. */
	state(): { readonly used: number; readonly waiting: number };
};

/**
 * Makes a budget, such as of memory. Work takes its turn: what needs much is not overtaken for ever by
 * what needs little. Work that needs more than there is runs alone.
 *
 * @param total the whole amount, in the unit of all amounts
 *
 * @example
 * const memory = createBudget(1e9);
 * await memory.run(250e6, async () => 7); // 7
 */
export function createBudget(total: number): Budget {
	const line: { readonly amount: number; readonly start: () => void }[] = [];
	let used = 0;

	function startNext(): void {
		for (let next = line[0]; next && isFree(next.amount); next = line[0]) {
			line.shift();
			used += next.amount;
			next.start();
		}
	}

	function isFree(amount: number): boolean {
		return used === 0 || used + amount <= total;
	}

	return {
		total,
		async run(amount, work) {
			await new Promise<void>((start) => {
				line.push({ amount, start });
				startNext();
			});
			try {
				return await work();
			} finally {
				used -= amount;
				startNext();
			}
		},
		state: () => ({ used, waiting: line.length }),
	};
}
