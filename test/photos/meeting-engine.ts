import type { Engine } from "widthwise";

/**
 * Wraps an engine so that its runs wait for each other: they go on in groups, as soon as so many have begun.
 * What should run at the same time does, however fast the machine; if it cannot, the test runs into its limit.
 */
export function meeting(engine: Engine, groupSize: number): Engine {
	const waiting: (() => void)[] = [];
	return {
		...engine,
		async render(...job) {
			await new Promise<void>((goOn) => {
				waiting.push(goOn);
				if (waiting.length === groupSize) for (const each of waiting.splice(0)) each();
			});
			return engine.render(...job);
		},
	};
}
