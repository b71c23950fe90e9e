import { join } from "node:path";
import { untilOnHomePage, upload } from "../harness/client.ts";
import { runWidthwise } from "../harness/processes.ts";
import { type ImageServer, type ServedPhotos, WIDTHS } from "./image-server.ts";

/** Widthwise, started for a bench. */
export type WidthwiseServer = ImageServer & {
	/** The same server with JPEG URLs; it ends with the other. */
	readonly inJpeg: ImageServer;
	/** `host:port`. */
	readonly address: string;
	/** The absolute path of its public store's folder. */
	readonly publicFolder: string;
};

/**
 * Starts Widthwise as users do, and publishes the photos.
 *
 * @example
 * await using server = await startWidthwise(served);
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
		address: new URL(server.url).host,
		publicFolder: join(server.dataDir, "public"),
		[Symbol.asyncDispose]: server[Symbol.asyncDispose],
		inJpeg: {
			name: "Widthwise, JPEG",
			format: "jpeg",
			url: urlOf("jpeg"),
			[Symbol.asyncDispose]: async () => {},
		},
	};
}
