import { known } from "../bytes/parse.ts";
import { type Container, NO_BLOCKS, type Probe } from "../container/container.ts";
import { stripGif } from "./strip.ts";
import { type GifLayout, walkGif } from "./walk.ts";

/** The container of GIF, 87a and 89a. Its metadata is not read, and it cannot carry EXIF. */
export const GIF: Container = {
	*probe() {
		return probeOf(yield* walkGif());
	},
	*walk() {
		const layout = yield* walkGif();
		return {
			end: layout.end,
			probe: () => known(probeOf(layout)),
			blocks: () => known(NO_BLOCKS),
			strip: (bytes) => stripGif(bytes, layout),
		};
	},
};

function probeOf({ width, height, frames, hasAlpha }: GifLayout): Probe {
	return { type: "gif", width, height, orientation: 1, frames, hasAlpha, isCmyk: false };
}
