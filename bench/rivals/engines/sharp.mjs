// sharp as its documentation has it; its cache is off, as every photo of a server's is another one.
import sharp from "sharp";

sharp.cache(false);

/** @returns the encoded picture */
export async function render(source, { width, height, format, quality }) {
	const resized = sharp(source).autoOrient().resize(width, height, { fit: "fill" });
	return format === "webp"
		? resized.webp({ quality }).toBuffer()
		: resized.jpeg({ quality }).toBuffer();
}
