import { type Engine, probeImage } from "widthwise";

/**
 * Combines two engines: one that starts fast, for small pictures and for the first one, and one that is fast
 * once it has started, for large ones.
 *
 * @param options.maxPixels of a small picture
 *
 * @example
 * const engine = createEngineBySize({ small: jsquash, large: vips, maxPixels: 2e6 });
 */
export function createEngineBySize(options: {
	readonly small: Engine;
	readonly large: Engine;
	readonly maxPixels: number;
}): Engine {
	const { small, large, maxPixels } = options;
	let isFirst = true;
	return {
		...small,
		async render(source, outputs, renderOptions) {
			// What cannot be read is for either of them to say.
			const probe = await probeImage(source).catch(() => null);
			const isLarge = probe !== null && probe.width * probe.height > maxPixels && !isFirst;
			isFirst = false;
			return (isLarge ? large : small).render(source, outputs, renderOptions);
		},
		async close() {
			await Promise.all([small.close(), large.close()]);
		},
	};
}
