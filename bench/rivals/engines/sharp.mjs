// sharp, used as in its documentation; its cache is off, because a server's photos are all different.
import sharp from "sharp";

sharp.cache(false);

/** @returns the encoded picture */
export async function render(source, { width, height, format, quality }) {
	const resized = sharp(source).autoOrient().resize(width, height, { fit: "fill" });
	return format === "webp"
		? resized.webp({ quality }).toBuffer()
		: resized.jpeg({ quality }).toBuffer();
}
