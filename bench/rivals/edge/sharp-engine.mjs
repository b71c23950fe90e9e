// The engine port on sharp, used as in its documentation: with one thread, like ours.
import sharp from "sharp";

sharp.concurrency(1);
sharp.cache(false);

/** @returns an engine as `widthwise` describes it */
export function createSharpEngine() {
	return {
		name: "sharp",
		decodes: ["jpeg", "png", "webp", "gif", "avif"],
		encodes: ["webp", "jpeg", "avif"],
		async render(source, outputs) {
			const upright = sharp(source).rotate();
			return Promise.all(
				outputs.map(async ({ width, height, format, quality, fullChroma }) => {
					const resized = upright.clone().resize(width, height, { fit: "fill" });
					const bytes = await encode(resized, format, quality, fullChroma).toBuffer();
					return { bytes: new Uint8Array(bytes), width, height, format };
				}),
			);
		},
		async close() {},
	};
}

function encode(image, format, quality, fullChroma) {
	const chromaSubsampling = fullChroma ? "4:4:4" : "4:2:0";
	if (format === "webp") return image.webp({ quality, effort: 4 });
	if (format === "avif") return image.avif({ quality, effort: 3, chromaSubsampling });
	return image
		.flatten({ background: "#fff" })
		.jpeg({ quality, mozjpeg: !fullChroma, chromaSubsampling });
}
