import { copyIfAny } from "../bytes/bytes.ts";
import type { Parse } from "../bytes/parse.ts";
import { type Blocks, type Container, NO_BLOCKS } from "../container/container.ts";
import { probeAvif } from "./probe.ts";
import { stripAvif } from "./strip.ts";
import { type AvifLayout, avifExif, avifPayload, walkAvif } from "./walk.ts";

/** The container of AVIF: AV1 Image File Format 1.1, ISO/IEC 23008-12 and 14496-12. */
export const AVIF: Container = {
	*probe(size) {
		return yield* probeAvif(yield* walkAvif(size), size);
	},
	*walk(size) {
		const layout = yield* walkAvif(size);
		return {
			end: size,
			probe: () => probeAvif(layout, size),
			blocks: () => blocks(layout, size),
			strip: (bytes) => stripAvif(bytes, layout),
		};
	},
};

function* blocks(layout: AvifLayout, size: number): Parse<Blocks> {
	const exif = copyIfAny(yield* avifExif(layout, size));
	return { ...NO_BLOCKS, exif, xmp: copyIfAny(yield* avifPayload(layout, "mime", size)) };
}
