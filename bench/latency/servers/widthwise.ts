import { untilOnHomePage, upload } from "../client.ts";
import { runWidthwise } from "../processes.ts";
import { type ImageServer, type ServedPhotos, WIDTHS } from "./image-server.ts";

/** Widthwise, started for a bench. */
export type WidthwiseServer = ImageServer & {
	/** The same server asked for JPEG; it stops with the other. */
	readonly inJpeg: ImageServer;
};

/**
 * Starts Widthwise as its users do, and publishes the photos.
 *
 * @example
 * const server = await startWidthwise(served);
 */
export async function startWidthwise({ photos }: ServedPhotos): Promise<WidthwiseServer> {
	const server = await runWidthwise({ WIDTH_BUCKETS: WIDTHS.join(",") });
	const urls: string[] = [];
	for (const photo of photos) {
		const [accepted] = await upload(server.url, [photo]);
		if (!accepted) throw new Error("The upload was not accepted");
		urls.push(accepted.url);
		await untilOnHomePage(server.url, accepted.id);
	}
	const urlOf = (format: "webp" | "jpeg") => (photo: number, width: number) =>
		`${server.url}${urls[photo]}?width=${width}&format=${format}`;
	return {
		name: "Widthwise",
		format: "webp",
		url: urlOf("webp"),
		stop: server.stop,
		inJpeg: {
			name: "Widthwise, JPEG",
			format: "jpeg",
			url: urlOf("jpeg"),
			stop: async () => {},
		},
	};
}
