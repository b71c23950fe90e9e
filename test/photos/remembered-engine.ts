import type { EncodedImage, Engine } from "../../core/engines/engine.ts";

/**
 * Wraps an engine so that it renders the same outputs of the same source only once. For tests of what
 * is done with pictures; an engine's own results are the same each time.
 */
export function remembered(engine: Engine): Engine {
	const rendered = new Map<string, Promise<readonly EncodedImage[]>>();
	return {
		...engine,
		async render(source, outputs, options) {
			const digest = new Bun.CryptoHasher("sha256").update(source).digest("hex");
			const key = JSON.stringify([digest, outputs]);
			const images = rendered.get(key) ?? engine.render(source, outputs, options);
			rendered.set(key, images);
			return (await images).map((image) => ({ ...image, bytes: image.bytes.slice() }));
		},
	};
}
