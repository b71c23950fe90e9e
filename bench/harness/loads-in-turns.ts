import { createProgress } from "./progress.ts";
import { type Load, measureLoad } from "./wrk.ts";

/** What is requested repeatedly, and its name in tables. */
export type LoadedUrl = { readonly name: string; readonly url: string };

/** How often, and for how long. */
export type Turns = { readonly rounds: number; readonly seconds: number };

/**
 * Measures servers alternately with wrk, one at a time.
 *
 * @param part the part of the bench, for the progress line
 * @returns the loads of each server, one for each round
 * @throws {Error} if wrk is not installed, or a request fails
 *
 * @example
 * const loads = measureLoadsInTurns("hits", [{ name: "nginx", url }], { rounds: 5, seconds: 4 });
 */
export function measureLoadsInTurns(
	part: string,
	servers: readonly LoadedUrl[],
	{ rounds, seconds }: Turns,
): ReadonlyMap<string, readonly Load[]> {
	const progress = createProgress();
	const loads = new Map(servers.map(({ name }): [string, Load[]] => [name, []]));
	for (let round = 0; round < rounds; round++) {
		for (const { name, url } of servers) {
			progress.show(`${part}: ${name}, round ${round + 1} of ${rounds}`);
			loads.get(name)?.push(measureLoad(url, seconds));
		}
	}
	progress.done();
	return loads;
}
