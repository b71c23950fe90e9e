import { copyIfAny } from "../bytes/bytes.ts";
import type { Parse } from "../bytes/parse.ts";
import { type Blocks, type Container, NO_BLOCKS, type Probe } from "../container/container.ts";
import { orientationOf } from "../exif/exif.ts";
import { stripWebp } from "./strip.ts";
import { type WebpLayout, walkWebp, webpExif, webpPayload } from "./walk.ts";

/** The container of WebP: RFC 9649, with animations. */
export const WEBP: Container = {
	*probe(size) {
		return yield* probe(yield* walkWebp(size));
	},
	*walk(size) {
		const layout = yield* walkWebp(size);
		return {
			end: size,
			probe: () => probe(layout),
			blocks: () => blocks(layout),
			strip: (bytes, fresh) => stripWebp(bytes, layout, fresh),
		};
	},
};

function* probe(layout: WebpLayout): Parse<Probe> {
	const { width, height, hasAlpha, frames } = layout;
	const orientation = orientationOf(yield* webpExif(layout));
	return { type: "webp", width, height, orientation, frames, hasAlpha, isCmyk: false };
}

function* blocks(layout: WebpLayout): Parse<Blocks> {
	const exif = copyIfAny(yield* webpExif(layout));
	return { ...NO_BLOCKS, exif, xmp: copyIfAny(yield* webpPayload(layout, "XMP ")) };
}
