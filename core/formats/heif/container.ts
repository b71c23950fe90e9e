import { copyIfAny } from "../bytes/bytes.ts";
import type { Parse } from "../bytes/parse.ts";
import { type Blocks, type Container, NO_BLOCKS, type WalkedFile } from "../container/container.ts";
import type { HeifFormat } from "./heif-format.ts";
import { probeHeif } from "./probe.ts";
import { type HeifLayout, heifExif, heifPayload, walkHeif } from "./walk.ts";

/**
 * Makes the container of a format of the HEIF family.
 *
 * @param strip copies a file without its metadata
 *
 * @example
 * const AVIF = heifContainer(AVIF_FORMAT, stripAvif);
 */
export function heifContainer(
	format: HeifFormat,
	strip: (bytes: Uint8Array, layout: HeifLayout) => ReturnType<WalkedFile["strip"]>,
): Container {
	return {
		*probe(size) {
			return yield* probeHeif(yield* walkHeif(size, format), size);
		},
		*walk(size) {
			const layout = yield* walkHeif(size, format);
			return {
				end: size,
				probe: () => probeHeif(layout, size),
				blocks: () => blocks(layout, size),
				strip: (bytes) => strip(bytes, layout),
			};
		},
	};
}

function* blocks(layout: HeifLayout, size: number): Parse<Blocks> {
	const exif = copyIfAny(yield* heifExif(layout, size));
	return { ...NO_BLOCKS, exif, xmp: copyIfAny(yield* heifPayload(layout, "mime", size)) };
}
