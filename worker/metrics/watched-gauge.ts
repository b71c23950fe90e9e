import { Gauge, type Registry } from "prom-client";

/** Numbers by the values of a label; or one number without a label. */
type Numbers = number | Readonly<Record<string, number>>;

/** A number that is read when the metrics are read. */
export type WatchedGauge = {
	/** Begins with `widthwise_`, and ends with its unit. */
	readonly name: string;
	readonly help: string;
	/** The label's name, if `read` returns several numbers. It has few values. */
	readonly label?: string;
	/** If it rejects, the metrics are answered without it. */
	read(): Numbers | Promise<Numbers>;
};

/**
 * Adds a number that is read when the metrics are read.
 *
 * @example
 * addWatchedGauge(registry, { name: "widthwise_cache_images", help: "Images in memory", read });
 */
export function addWatchedGauge(registry: Registry, gauge: WatchedGauge): void {
	const { name, help, label } = gauge;
	new Gauge({
		name,
		help,
		labelNames: label === undefined ? [] : [label],
		registers: [registry],
		async collect() {
			this.reset();
			const numbers = await Promise.resolve(gauge.read()).catch((): Numbers => ({}));
			if (typeof numbers === "number") this.set(numbers);
			else
				for (const [value, number] of Object.entries(numbers))
					this.set({ [label ?? ""]: value }, number);
		},
	});
}

/**
 * Returns a function that adds a number of each of several things of one kind, by their names.
 *
 * @param label what the names are, as `pool`
 * @param readAll returns the state of each, by its name
 *
 * @example
 * const addGauge = watchedGaugesOf(registry, "pool", () => ({ inspect: inspector.threads() }));
 * addGauge("widthwise_threads", "Threads that run", ({ threads }) => threads);
 */
export function watchedGaugesOf<State>(
	registry: Registry,
	label: string,
	readAll: () => Readonly<Record<string, State>>,
): (name: string, help: string, numberOf: (state: State) => number) => void {
	return (name, help, numberOf) =>
		addWatchedGauge(registry, {
			name,
			help,
			label,
			read: () =>
				Object.fromEntries(Object.entries(readAll()).map(([key, state]) => [key, numberOf(state)])),
		});
}
