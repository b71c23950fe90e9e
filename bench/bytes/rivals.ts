import { join } from "node:path";
import { DEFAULT_BUCKETS, snapWidth } from "widthwise";
import { cutSize } from "widthwise/photo";
import { startLineProcess } from "../harness/line-process.ts";
import { RIVALS } from "../harness/rivals.ts";
import { fetchImage } from "../servers/image-server.ts";
import { runIpx } from "../servers/ipx.ts";
import { buildNext, nextImageUrl, runNext } from "../servers/next.ts";
import { triedQualities } from "./equal-look.ts";
import type { ByteSources } from "./sources.ts";

/** A way to serve photos, of any quality. Disposing ends it. */
export type Rival = AsyncDisposable & {
	readonly name: string;
	/** The quality from which the search starts. */
	readonly quality: number;
	/** The width that a page requests for an image of a needed width, in pixels. */
	widthFor(needed: number): number;
	/** Serves a photo, by its position. */
	image(photo: number, width: number, quality: number): Promise<Uint8Array>;
};

/** Next.js's quality for WebP; its AVIF gets five eighths of it. */
const NEXT_QUALITY = 80;

/** The widths of Next.js 16 without a configuration, in pixels. */
const NEXT_WIDTHS = [
	...[32, 48, 64, 96, 128, 256, 384],
	...[640, 750, 828, 1080, 1200, 1920, 2048, 3840],
];

const AVIF = "image/avif,image/webp,*/*";

/**
 * Starts all rivals: Next.js with AVIF and its own widths; IPX with AVIF, and sharp as a script would call
 * it for WebP, both with Widthwise's widths.
 *
 * @example
 * const rivals = await startRivals(sources, started);
 */
export async function startRivals(
	sources: ByteSources,
	started: AsyncDisposableStack,
): Promise<readonly Rival[]> {
	const next = started.use(await startNextRival(sources));
	const ipx = started.use(await startIpxRival(sources));
	const webp = started.use(startSharpRival(sources));
	return [next, ipx, webp];
}

async function startNextRival(sources: ByteSources): Promise<Rival> {
	await using started = new AsyncDisposableStack();
	const formats = ["image/avif", "image/webp"];
	const site = started.use(await buildNext({ qualities: triedQualities(NEXT_QUALITY), formats }));
	const next = started.use(await runNext(site, sources));
	const all = started.move();
	return {
		name: "Next.js 16, AVIF",
		quality: NEXT_QUALITY,
		widthFor: (needed) => snapWidth(needed, NEXT_WIDTHS),
		image: (photo, width, quality) => fetchImage(nextImageUrl(next, photo, width, quality), AVIF),
		[Symbol.asyncDispose]: () => all.disposeAsync(),
	};
}

async function startIpxRival(sources: ByteSources): Promise<Rival> {
	const ipx = await runIpx(sources);
	return {
		name: "IPX 3, AVIF",
		quality: 50,
		widthFor: ourWidth,
		image: (photo, width, quality) =>
			fetchImage(`${ipx.url}/w_${width},f_avif,q_${quality}/${photo}.jpg`, AVIF),
		[Symbol.asyncDispose]: ipx[Symbol.asyncDispose],
	};
}

function startSharpRival({ folder, sizes }: ByteSources): Rival {
	const engine = join(RIVALS, "engines/sharp.mjs");
	const process = startLineProcess(["node", join(RIVALS, "engines/serve.mjs"), engine]);
	const output = join(folder, "sharp.webp");
	return {
		name: "sharp, WebP",
		quality: 80,
		widthFor: ourWidth,
		async image(photo, width, quality) {
			const size = cutSize(sizes[photo] ?? { width, height: width }, width);
			const source = join(folder, `${photo}.jpg`);
			await process.request({ source, output, ...size, format: "webp", quality });
			return Bun.file(output).bytes();
		},
		[Symbol.asyncDispose]: process[Symbol.asyncDispose],
	};
}

function ourWidth(needed: number): number {
	return snapWidth(needed, DEFAULT_BUCKETS);
}
