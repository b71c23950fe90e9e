import { AVIF } from "./avif/container.ts";
import type { Container } from "./container/container.ts";
import { GIF } from "./gif/container.ts";
import { HEIC } from "./heic/container.ts";
import { JPEG } from "./jpeg/container.ts";
import { JXL } from "./jxl/container.ts";
import { PNG } from "./png/container.ts";
import type { ImageType } from "./tables/input.ts";
import { WEBP } from "./webp/container.ts";

/** The container of each row of the table of input formats. */
export const CONTAINERS: Readonly<Record<ImageType, Container>> = {
	jpeg: JPEG,
	png: PNG,
	webp: WEBP,
	gif: GIF,
	avif: AVIF,
	heic: HEIC,
	jxl: JXL,
};
