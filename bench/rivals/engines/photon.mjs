// Photon: decodes in full, resizes by Lanczos 3. Its WebP has no quality: it is lossless.
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
