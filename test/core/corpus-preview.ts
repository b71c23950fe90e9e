import type { Engine } from "widthwise";
import { byteSource } from "../../core/formats/bytes/byte-source.ts";
import { probeImage, uprightSize } from "../../core/formats/probe.ts";

/** A WebP of a photo, at most 400 px wide. */
export type Preview = {
	readonly bytes: Uint8Array;
	readonly width: number;
	readonly height: number;
};

/**
 * Wraps an engine so that each run also renders a preview, which `preview` returns. Decoding real
 * photos a second time would take too long.
 */
export function withPreviews(engine: Engine): { readonly engine: Engine; preview(): Preview } {
	let last: Preview | undefined;
	return {
		preview: () => last ?? { bytes: new Uint8Array(), width: 0, height: 0 },
		engine: {
			...engine,
			async render(source, outputs) {
				last = undefined;
				const size = await previewSize(source);
				const preview = { ...size, format: "webp", quality: 80 } as const;
				const rendered = await engine.render(source, [...outputs, preview]);
				last = { ...size, bytes: rendered[outputs.length]?.bytes ?? new Uint8Array() };
				return rendered.slice(0, outputs.length);
			},
		},
	};
}

async function previewSize(source: Uint8Array) {
	const upright = uprightSize(await probeImage(byteSource(source)));
	const width = Math.min(400, upright.width);
	return { width, height: Math.max(1, Math.round((upright.height * width) / upright.width)) };
}
