import { PLANTS as AVIF_PLANTS, avif, plainWith } from "./avif.ts";
import { join } from "./bytes.ts";
import { PLANTS as GIF_PLANTS, gif, gifFrame } from "./gif.ts";
import { PLANTS as JPEG_PLANTS, jpeg } from "./jpeg.ts";
import { PLANTS as PNG_PLANTS, png } from "./png.ts";
import { animatedWebp, PLANTS as WEBP_PLANTS, webp } from "./webp.ts";

const parts = (plants: Readonly<Record<string, readonly [string, Uint8Array]>>): Uint8Array[] =>
	Object.values(plants).map(([, part]) => part);

/** A file of every format, with all the metadata that the format allows. */
export const LOADED: Readonly<Record<string, Uint8Array>> = {
	jpeg: jpeg(parts(JPEG_PLANTS), parts(JPEG_PLANTS), new TextEncoder().encode("SECRET-TRAILER")),
	png: png(parts(PNG_PLANTS), parts(PNG_PLANTS), new TextEncoder().encode("SECRET-TRAILER")),
	webp: webp(parts(WEBP_PLANTS), new TextEncoder().encode("SECRET-TRAILER")),
	"animated webp": animatedWebp(3),
	avif: avif(plainWith(...Object.values(AVIF_PLANTS).map(([, plant]) => plant))),
	gif: join(
		gif(30, 20, ...parts(GIF_PLANTS), gifFrame(30, 20), gifFrame(10, 10, true)),
		"SECRET-TRAILER",
	),
};
