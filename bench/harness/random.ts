/** Returns numbers from 0 to below 1; the same seed gives the same numbers. */
export type Random = () => number;

/**
 * Makes a repeatable source of random numbers: Chris Doty-Humphrey's sfc32 (PractRand), a small
 * generator that passes PractRand's tests. Not for secrets.
 *
 * @param seed any whole number
 *
 * @example
 * const random = createRandom(1);
 * random(); // the same number in every run
 */
export function createRandom(seed: number): Random {
	let [a, b, c, counter] = [0x9e3779b9, seed | 0, 0x243f6a88, 1];
	function next(): number {
		const sum = (((a + b) | 0) + counter) | 0;
		counter = (counter + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = ((c << 21) | (c >>> 11)) + sum;
		c |= 0;
		return (sum >>> 0) / 4_294_967_296;
	}
	for (let i = 0; i < 16; i++) next();
	return next;
}

/**
 * Makes a function that draws an index by weights.
 *
 * @param weights 0 or more, at least one above 0
 *
 * @example
 * const draw = weightedIndex([1, 3]);
 * draw(random); // 1 three times out of four
 */
export function weightedIndex(weights: readonly number[]): (random: Random) => number {
	let sum = 0;
	const upTo = Float64Array.from(weights, (weight) => {
		sum += weight;
		return sum;
	});
	return (random) => {
		const target = random() * sum;
		let [low, high] = [0, upTo.length - 1];
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((upTo[middle] ?? 0) > target) high = middle;
			else low = middle + 1;
		}
		return low;
	};
}
