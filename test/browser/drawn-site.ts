import { beforeAll } from "bun:test";
import { landscape } from "../pictures/landscape.ts";
import { encode, imageOf } from "../pictures/painter.ts";
import { type NamedFile, upload } from "../server/client.ts";
import { withExif } from "../server/drawn-photos.ts";
import { settled } from "../server/photo-events.ts";
import { copyPhotos, type PhotoCopy } from "./copied-photos.ts";
import { type Site, siteForTests } from "./site.ts";

/** A site with drawn photos on it. */
export type DrawnSite = Site & {
	/** Photo ids in the order of the upload form, which is also the archive's. */
	readonly ids: readonly string[];
};

/** Widths and heights of drawn photos, used in rotation: common ratios, landscape and portrait. */
const SHAPES = [
	[60, 40],
	[40, 60],
	[48, 36],
	[64, 36],
	[36, 48],
	[40, 40],
] as const;

const small = SHAPES.map(
	([width, height], i) => [`hills ${i}.jpg`, lazily(() => draw(i + 3, width, height))] as const,
);

/** The first one has all camera metadata. */
const large = [
	["Blue hour.jpg", lazily(() => withExif(drawLarge(0, 1632, 1088), 1))],
	["lake.jpg", lazily(() => drawLarge(1, 1632, 1088))],
	["IMG_0042.jpg", lazily(() => drawLarge(2, 1088, 1632))],
] as const;

/** Visitors see the same page, and encoding takes a tenth of the time. */
const FAST = { FIRST_SET: "false", AVIF: "false" } as const;

/**
 * Starts a site with one photo with camera metadata, two other large ones, and some small ones. One of
 * each shape is published; the others are copies.
 */
export function drawnSiteForTests(smallPhotos: number): DrawnSite {
	const site = siteForTests(FAST);
	let ids: readonly string[] = [];
	beforeAll(async () => {
		const files = [...large.map(fileOf), ...small.slice(0, smallPhotos).map(fileOf)];
		ids = await upload(site.server, ...files);
		await settled(site.server, ids);
		const copies = copiesOf(ids.slice(large.length), smallPhotos);
		if (copies.length === 0) return;
		ids = [...ids, ...(await site.stopFor((data) => copyPhotos(data, copies)))];
	});
	return {
		get server() {
			return site.server;
		},
		open: site.open,
		openAsOwner: site.openAsOwner,
		stopFor: site.stopFor,
		get ids() {
			return ids;
		},
	};
}

function fileOf([name, picture]: readonly [name: string, picture: () => Uint8Array]): NamedFile {
	return [name, picture()];
}

/** The small photos that come after those that are published, in the same rotation. */
function copiesOf(published: readonly string[], smallPhotos: number): readonly PhotoCopy[] {
	return Array.from({ length: smallPhotos }, (_, i) => ({
		of: published[i % published.length] ?? "",
		filename: `hills ${i}.jpg`,
		below: i - (i % published.length),
	})).slice(published.length);
}

function draw(number: number, width: number, height: number): Uint8Array {
	return encode(imageOf(landscape(number, width, height)), "jpeg");
}

/** Draws a photo as large as screens quickly, by enlarging a small one. */
function drawLarge(number: number, width: number, height: number): Uint8Array {
	const drawn = imageOf(landscape(number, width / 16, height / 16));
	return encode(drawn.resize(16), "jpeg");
}

/** Makes a drawing when it is first needed, once for all test files in this process. */
function lazily(make: () => Uint8Array): () => Uint8Array {
	let made: Uint8Array | undefined;
	return () => {
		made ??= make();
		return made;
	};
}
