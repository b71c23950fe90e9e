/** An axis's ends and the values that are written beside it, round numbers all. */
export type Ticks = {
	readonly least: number;
	readonly most: number;
	readonly values: readonly number[];
};

/** About how many ticks an axis gets. */
const WANTED = 6;

/**
 * Round ticks around values: steps of 1, 2 or 5 times a power of ten.
 *
 * @example
 * roundTicks([0.13, 0.87]).values; // [0, 0.2, 0.4, 0.6, 0.8, 1]
 */
export function roundTicks(values: readonly number[]): Ticks {
	const [low, high] = ends(values);
	const rough = (high - low) / WANTED;
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
	const [first, last] = [Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9)];
	return {
		least: first * step,
		most: last * step,
		values: Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step),
	};
}

function ends(values: readonly number[]): readonly [number, number] {
	const [least, most] = values.reduce<[number, number]>(
		([low, high], value) => [Math.min(low, value), Math.max(high, value)],
		[Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
	);
	if (!(least <= most)) return [0, 1];
	return least === most ? [least - 0.5, most + 0.5] : [least, most];
}
