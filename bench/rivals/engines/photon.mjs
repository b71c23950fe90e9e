// Photon: decodes at full size, resizes by Lanczos 3. Its WebP is lossless and has no quality.
import { PhotonImage, resize, SamplingFilter } from "@cf-wasm/photon/node";

/** @returns the encoded picture */
export async function render(source, { width, height, format, quality }) {
	const image = PhotonImage.new_from_byteslice(source);
	const resized = resize(image, width, height, SamplingFilter.Lanczos3);
	try {
		return format === "webp" ? resized.get_bytes_webp() : resized.get_bytes_jpeg(quality);
	} finally {
		resized.free();
		image.free();
	}
}
