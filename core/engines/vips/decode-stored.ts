import type Vips from "wasm-vips";
import { decodeCoded } from "./decode-coded.ts";
import { decodeInk } from "./decode-ink.ts";
import { inMemory } from "./in-memory.ts";
import type { VipsModule } from "./load.ts";
import type { ProfileConversion, SourceColour } from "./source-colour.ts";
import type { StoredSource } from "./stored-source.ts";
import { withImages } from "./with-images.ts";

/**
 * Decodes a picture as it is stored, not yet upright, at a size, and converts its colours. A profile
 * that cannot be used is ignored, as in browsers.
 *
 * @throws whatever libvips throws if the file is damaged
 *
 * @example
 * const image = decodeStored(vips, { bytes, width: 640, height: 480, failOn: "error", shrink: 1 }, "none");
 */
export function decodeStored(
	vips: VipsModule,
	source: StoredSource,
	conversion: SourceColour["conversion"],
): Vips.Image {
	if (conversion === "none") return shrink(vips, source, {});
	if (conversion === "ink") return decodeInk(vips, source);
	if ("coding" in conversion) return decodeCoded(vips, source, conversion);
	try {
		return shrink(vips, source, conversion);
	} catch {
		// If it is not the profile, this fails, too.
		return shrink(vips, source, {});
	}
}

function shrink(
	vips: VipsModule,
	{ bytes, width, height, failOn, shrink }: StoredSource,
	conversion: Partial<ProfileConversion>,
): Vips.Image {
	const size = { height, size: "force", no_rotate: true, ...conversion } as const;
	return withImages((own) => {
		if (shrink > 1) {
			const options = { access: "sequential", fail_on: failOn, shrink };
			const smaller = own(vips.Image.newFromBuffer(bytes, "", options));
			return inMemory(own(smaller.thumbnailImage(width, size)));
		}
		// An option of the loader, which refuses damaged files. With thumbnail's own `fail_on`, the
		// missing part would be grey.
		const option_string = `fail_on=${failOn}`;
		return inMemory(own(vips.Image.thumbnailBuffer(bytes, width, { ...size, option_string })));
	});
}
