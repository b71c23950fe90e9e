/** An axis's ends and its labelled values, all round numbers. */
export type Ticks = {
	readonly min: number;
	readonly max: number;
	readonly values: readonly number[];
};

/** The positions of values on an axis. */
export type Scale = {
	readonly ticks: Ticks;
	/** Returns a value's position, in the drawing's units. */
	readonly to: (value: number) => number;
};

/** The approximate number of ticks on an axis. */
const TARGET_TICKS = 6;

/** With more powers of ten than this, a logarithmic axis has no ticks between them. */
const MAX_DETAILED_POWERS = 3;

/**
 * Computes round ticks around values: steps of 1, 2 or 5 times a power of ten.
 *
 * @example
 * roundTicks([0.13, 0.87]).values; // [0, 0.2, 0.4, 0.6, 0.8, 1]
 */
export function roundTicks(values: readonly number[]): Ticks {
	const [low, high] = ends(values);
	const rough = (high - low) / TARGET_TICKS;
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
	const [first, last] = [Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9)];
	return {
		min: first * step,
		max: last * step,
		values: Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step),
	};
}

/**
 * Computes ticks around values for a logarithmic axis: 1, 2 and 5 times powers of ten, or only the powers
 * if there are many.
 *
 * @param values above 0
 *
 * @example
 * ratioTicks([0.36, 16]).values; // [0.2, 0.5, 1, 2, 5, 10, 20]
 */
export function ratioTicks(values: readonly number[]): Ticks {
	const [min, max] = [Math.min(...values), Math.max(...values)];
	const [low, high] = min < max ? [min, max] : [min / 2, max * 2];
	const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
	const factors = last - first > MAX_DETAILED_POWERS ? [1] : [1, 2, 5];
	const all = Array.from({ length: last - first + 1 }, (_, i) =>
		factors.map((factor) => Number(`${factor}e${first + i}`)),
	).flat();
	const from = all.findLast((tick) => tick <= low) ?? low;
	const to = all.find((tick) => tick >= high) ?? high;
	return { min: from, max: to, values: all.filter((tick) => from <= tick && tick <= to) };
}

/**
 * Makes a linear scale.
 *
 * @param ends the ends of the axis, in the drawing's units
 *
 * @example
 * linearScale(roundTicks([0, 100]), [96, 828]).to(50); // 462
 */
export function linearScale(ticks: Ticks, [low, high]: readonly [number, number]): Scale {
	const { min, max } = ticks;
	return { ticks, to: (value) => low + ((value - min) / (max - min)) * (high - low) };
}

/**
 * Makes a logarithmic scale.
 *
 * @param ends the ends of the axis, in the drawing's units
 *
 * @example
 * ratioScale(ratioTicks([1, 100]), [0, 200]).to(10); // 100
 */
export function ratioScale(ticks: Ticks, [low, high]: readonly [number, number]): Scale {
	const range = Math.log(ticks.max / ticks.min);
	return { ticks, to: (value) => low + (Math.log(value / ticks.min) / range) * (high - low) };
}

function ends(values: readonly number[]): readonly [number, number] {
	const [min, max] = values.reduce<[number, number]>(
		([low, high], value) => [Math.min(low, value), Math.max(high, value)],
		[Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
	);
	if (!(min <= max)) return [0, 1];
	return min === max ? [min - 0.5, max + 0.5] : [min, max];
}
