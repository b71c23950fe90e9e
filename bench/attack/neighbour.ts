import { join } from "node:path";
import { startLineProcess } from "../harness/line-process.ts";
import { percentile } from "../harness/statistics.ts";

/** How a neighbour's requests for a hit went in one phase. */
export type Phase = {
	/** Milliseconds. */
	readonly p50: number;
	readonly p99: number;
	readonly requests: number;
	/** Requests without an answer, or with an error. */
	readonly failed: number;
};

/** A visitor who requests one image again and again. */
export type Neighbour = AsyncDisposable & {
	/** Ends a phase: what has been measured since the last call. */
	phase(): Promise<Phase>;
};

/**
 * Starts a neighbour.
 *
 * @param url an image that was cut before
 * @param launcher the beginning of its process's command, as of a {@link Placement}
 *
 * @example
 * await using neighbour = startNeighbour(url, []);
 */
export function startNeighbour(url: string, launcher: readonly string[]): Neighbour {
	const program = join(import.meta.dir, "neighbour-program.ts");
	const child = startLineProcess([...launcher, process.execPath, program, url]);
	return {
		async phase() {
			const { times } = await child.request<{ readonly times: readonly number[] }>({});
			const answered = times.filter((time) => time >= 0);
			const failed = times.length - answered.length;
			if (answered.length === 0) return { p50: 0, p99: 0, requests: times.length, failed };
			const [p50, p99] = [percentile(answered, 0.5), percentile(answered, 0.99)];
			return { p50, p99, requests: times.length, failed };
		},
		[Symbol.asyncDispose]: child[Symbol.asyncDispose],
	};
}
