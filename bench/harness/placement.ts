import { availableParallelism } from "node:os";

/** Linux's lowest priority that is not idle (`setpriority(2)`). */
const LOWEST_PRIORITY = "19";

/** Beginnings of commands that place programs on this machine's processors. */
export type Placement = {
	/** For the server that is measured: it has the first half of the processors to itself. */
	readonly server: readonly string[];
	/** For the client whose times count. */
	readonly client: readonly string[];
	/** For other clients: they share the client's processors, and make way for it. */
	readonly others: readonly string[];
	/** Describes it, for reports. */
	readonly description: string;
};

/**
 * Places a server and its clients on processors of their own, as if they had a machine each: in life,
 * clients take no processor time from a server, nor from each other. Without `taskset` (util-linux), or
 * with one processor, all share all.
 *
 * @param processors their number
 *
 * @example
 * placeApart(2).server; // ["taskset", "--cpu-list", "0-0"]
 */
export function placeApart(processors: number = availableParallelism()): Placement {
	if (processors < 2 || Bun.which("taskset") === null || Bun.which("nice") === null) {
		return { server: [], client: [], others: [], description: "all share all processors" };
	}
	const half = processors >> 1;
	const client = ["taskset", "--cpu-list", `${half}-${processors - 1}`];
	return {
		server: ["taskset", "--cpu-list", `0-${half - 1}`],
		client,
		others: [...client, "nice", "-n", LOWEST_PRIORITY],
		description: `the server on ${half} of ${processors} processors, all clients on the others`,
	};
}
