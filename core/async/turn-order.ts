/** Work that waits for its turn. */
export type InLine = {
	/** Predicted seconds of work. */
	readonly seconds: number;
	/** The names of the clients that wait for it now. */
	readonly clients: () => readonly string[];
};

/** Decides whose turn it is; see {@link createTurnOrder}. */
export type TurnOrder = {
	/** Finds whose turn it is: the work of the client that got least; `undefined` if none waits. */
	next<Work extends InLine>(line: readonly Work[]): Work | undefined;
	/** Records that work has begun, at the expense of its clients. */
	begin(work: InLine): void;
};

/** Work that no client is named for. */
const NO_CLIENT = "";

/**
 * Makes an order in which clients get equal seconds of work, whatever the number of their requests:
 * start-time fair queueing (Goyal, Vin and Cheng, 1996). A client that comes later is not paid for the
 * time before. Work for several clients has the turn of the one that got least.
 *
 * @example
 * const order = createTurnOrder();
 * const work = order.next(line);
 * if (work) order.begin(work);
 */
export function createTurnOrder(): TurnOrder {
	/** Seconds of work by client, for those that got more than `start`. */
	const got = new Map<string, number>();
	let start = 0;

	const of = (client: string): number => Math.max(start, got.get(client) ?? 0);
	const leastOf = (work: InLine): number => Math.min(...clientsOf(work).map(of));

	return {
		next: (line) => lowest(line, leastOf),
		begin(work) {
			const clients = clientsOf(work);
			start = Math.max(start, leastOf(work));
			for (const client of clients) got.set(client, of(client) + work.seconds / clients.length);
			for (const [client, seconds] of got) if (seconds <= start) got.delete(client);
		},
	};
}

/**
 * Finds work to push out of a full line for a newcomer: the last of the client that has most work in
 * it. `undefined` if the newcomer's client would have as much.
 *
 * @example
 * lastOfHeaviest(line, newcomer);
 */
export function lastOfHeaviest<Work extends InLine>(
	line: readonly Work[],
	newcomer: InLine,
): Work | undefined {
	const waiting = new Map<string, number>();
	for (const work of line) {
		const clients = clientsOf(work);
		for (const client of clients) {
			waiting.set(client, (waiting.get(client) ?? 0) + work.seconds / clients.length);
		}
	}
	const weightOf = (work: InLine): number =>
		Math.min(...clientsOf(work).map((client) => waiting.get(client) ?? 0));
	const heaviest = lowest(line.toReversed(), (work) => -weightOf(work));
	if (!heaviest) return undefined;
	return weightOf(heaviest) > weightOf(newcomer) + newcomer.seconds ? heaviest : undefined;
}

/** The first of those with the lowest rank. */
function lowest<Work>(line: readonly Work[], rankOf: (work: Work) => number): Work | undefined {
	let found: Work | undefined;
	let lowestRank = Number.POSITIVE_INFINITY;
	for (const work of line) {
		const rank = rankOf(work);
		if (rank >= lowestRank) continue;
		lowestRank = rank;
		found = work;
	}
	return found;
}

function clientsOf({ clients }: InLine): readonly string[] {
	const names = clients();
	return names.length > 0 ? names : [NO_CLIENT];
}
