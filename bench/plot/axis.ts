/** An axis's ends and the values that are written beside it, round numbers all. */
export type Ticks = {
	readonly least: number;
	readonly most: number;
	readonly values: readonly number[];
};

/** Where values lie on an axis. */
export type Scale = {
	readonly ticks: Ticks;
	/** A value's place, in the drawing's units. */
	readonly to: (value: number) => number;
};

/** About how many ticks an axis gets. */
const TARGET_TICKS = 6;

/** Above so many powers of ten, a logarithmic axis names nothing between them. */
const MAX_DETAILED_POWERS = 3;

/**
 * Round ticks around values: steps of 1, 2 or 5 times a power of ten.
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
		least: first * step,
		most: last * step,
		values: Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step),
	};
}

/**
 * Ticks around values for an axis on which equal ratios are equally long: 1, 2 and 5 times powers of
 * ten, or the powers alone where there are many.
 *
 * @param values above 0
 *
 * @example
 * ratioTicks([0.36, 16]).values; // [0.2, 0.5, 1, 2, 5, 10, 20]
 */
export function ratioTicks(values: readonly number[]): Ticks {
	const [least, most] = [Math.min(...values), Math.max(...values)];
	const [low, high] = least < most ? [least, most] : [least / 2, most * 2];
	const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
	const factors = last - first > MAX_DETAILED_POWERS ? [1] : [1, 2, 5];
	const all = Array.from({ length: last - first + 1 }, (_, i) =>
		factors.map((factor) => Number(`${factor}e${first + i}`)),
	).flat();
	const from = all.findLast((tick) => tick <= low) ?? low;
	const to = all.find((tick) => tick >= high) ?? high;
	return { least: from, most: to, values: all.filter((tick) => from <= tick && tick <= to) };
}

/**
 * Lays ticks along an axis, equal differences equally long.
 *
 * @param ends where the axis begins and ends, in the drawing's units
 *
 * @example
 * linearScale(roundTicks([0, 100]), [96, 828]).to(50); // 462
 */
export function linearScale(ticks: Ticks, [low, high]: readonly [number, number]): Scale {
	const { least, most } = ticks;
	return { ticks, to: (value) => low + ((value - least) / (most - least)) * (high - low) };
}

/**
 * Lays ticks along an axis, equal ratios equally long.
 *
 * @param ends where the axis begins and ends, in the drawing's units
 *
 * @example
 * ratioScale(ratioTicks([1, 100]), [0, 200]).to(10); // 100
 */
export function ratioScale(ticks: Ticks, [low, high]: readonly [number, number]): Scale {
	const whole = Math.log(ticks.most / ticks.least);
	return { ticks, to: (value) => low + (Math.log(value / ticks.least) / whole) * (high - low) };
}

function ends(values: readonly number[]): readonly [number, number] {
	const [least, most] = values.reduce<[number, number]>(
		([low, high], value) => [Math.min(low, value), Math.max(high, value)],
		[Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
	);
	if (!(least <= most)) return [0, 1];
	return least === most ? [least - 0.5, most + 0.5] : [least, most];
}
