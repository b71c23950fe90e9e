import { landscape } from "../pictures/landscape.ts";
import { encode, imageOf } from "../pictures/painter.ts";
import { type RunningServer, startServer, temporaryFolder } from "../running-server.ts";
import { type NamedFile, upload } from "../server/client.ts";
import { copies, withExif } from "../server/drawn-photos.ts";
import { settled } from "../server/photo-events.ts";

/** A site with drawn photos on it. */
export type DrawnSite = {
	readonly server: RunningServer;
	/** Ids in the order of the upload, which is the archive's. */
	readonly ids: readonly string[];
};

/** Width and height of drawn photos, in turns: what cameras and phones make, upright and lying. */
const SHAPES = [
	[300, 200],
	[200, 300],
	[240, 180],
	[320, 180],
	[180, 240],
	[200, 200],
] as const;

/** A photo as large as a master, quickly: a drawn one, enlarged. */
export function largeLandscape(number: number, width: number, height: number): Uint8Array {
	const drawn = imageOf(landscape(number, width / 8, height / 8));
	return encode(drawn.resize(8), "jpeg");
}

/** Starts a site: one photo with everything a camera writes, two large ones, `small` small ones. */
export async function startDrawnSite(small: number): Promise<DrawnSite> {
	const server = await startServer(await temporaryFolder());
	const drawn = SHAPES.map(([width, height], i) =>
		encode(imageOf(landscape(i + 3, width, height)), "jpeg"),
	);
	const files: readonly NamedFile[] = [
		["Blue hour.jpg", withExif(largeLandscape(0, 2400, 1600), 1)],
		["lake.jpg", largeLandscape(1, 2400, 1600)],
		["IMG_0042.jpg", largeLandscape(2, 1600, 2400)],
		...Array.from({ length: small }, (_, i): NamedFile => {
			const picture = drawn[i % drawn.length] ?? new Uint8Array();
			return [`hills ${i}.jpg`, copies(picture, i + 1).at(-1) ?? picture];
		}),
	];
	const ids = await upload(server, ...files);
	await settled(server, ids);
	return { server, ids };
}
