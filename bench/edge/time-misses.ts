import { createProgress } from "../harness/progress.ts";
import { rotate } from "../harness/rotate.ts";
import { fetchImage } from "../servers/image-server.ts";
import type { Contender } from "./contender.ts";

/** The misses of a contender. */
export type Misses = {
	/** One time for each round, in milliseconds. */
	readonly milliseconds: readonly number[];
	/** The size of the last image, in bytes. */
	readonly bytes: number;
};

/**
 * Times the first request for a photo, a new one in every round. The contenders alternate, and a round
 * before the first is not counted: a Lambda is warm, and codecs are loaded.
 *
 * @returns by name, without those whose misses are another row's
 * @throws {Error} if a response is an error
 *
 * @example
 * const misses = await timeMisses(contenders, 10);
 */
export async function timeMisses(
	contenders: readonly Contender[],
	rounds: number,
): Promise<ReadonlyMap<string, Misses>> {
	const progress = createProgress();
	const misses = new Map<string, Misses>();
	for (let round = 0; round <= rounds; round++) {
		progress.show(`misses: round ${round} of ${rounds}`);
		for (const { name, url, firstMiss } of rotate(contenders, round)) {
			if (firstMiss === null) continue;
			const start = performance.now();
			const { length: bytes } = await fetchImage(url(firstMiss + round));
			const { milliseconds = [] } = misses.get(name) ?? {};
			const taken = round === 0 ? [] : [performance.now() - start];
			misses.set(name, { milliseconds: [...milliseconds, ...taken], bytes });
		}
	}
	progress.done();
	const names = contenders.map(({ name }) => name);
	return new Map([...misses].toSorted(([a], [b]) => names.indexOf(a) - names.indexOf(b)));
}
