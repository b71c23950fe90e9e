import { DEFAULT_BUCKETS, snapWidth } from "widthwise";
import { untilOnHomePage, upload } from "../harness/client.ts";
import { processorTime } from "../harness/process-usage.ts";
import { runWidthwise } from "../harness/processes.ts";
import { fetchImage, type ServedPhotos } from "../servers/image-server.ts";

/** What Widthwise sends. Disposing ends the server. */
export type OurImages = AsyncDisposable & {
	/** Serves a photo, by its position, at the bucket for a needed width. */
	image(photo: number, needed: number, format: "avif" | "webp"): Promise<Uint8Array>;
	/** Processor time for each photo's AVIF set, in milliseconds. */
	readonly setTimes: readonly number[];
	/** Bytes of each photo's AVIF set. */
	readonly setBytes: readonly number[];
};

/**
 * Starts Widthwise as users do, publishes photos one after another, and waits until the background lane
 * has cut the AVIF set of each.
 *
 * @throws {Error} if a photo is not published
 *
 * @example
 * await using ours = await publishWithSets(sources);
 */
export async function publishWithSets({ photos }: ServedPhotos): Promise<OurImages> {
	await using started = new AsyncDisposableStack();
	const server = started.use(await runWidthwise({ AVIF: "true" }));
	const urls: string[] = [];
	const setTimes: number[] = [];
	const setBytes: number[] = [];
	for (const photo of photos) {
		const [accepted] = await upload(server.url, [photo]);
		if (!accepted) throw new Error("The upload was not accepted");
		await untilOnHomePage(server.url, accepted.id);
		const startedAt = processorTime(server.pid);
		const widths = await untilSetIsOffered(`${server.url}/api/photos/${accepted.id}`);
		setTimes.push(processorTime(server.pid) - startedAt);
		const url = server.url + accepted.url;
		const set = widths.map((width) => fetchImage(`${url}?width=${width}&format=avif`));
		setBytes.push((await Promise.all(set)).reduce((sum, { length }) => sum + length, 0));
		urls.push(url);
	}
	const all = started.move();
	return {
		image: (photo, needed, format) =>
			fetchImage(`${urls[photo]}?width=${snapWidth(needed, DEFAULT_BUCKETS)}&format=${format}`),
		setTimes,
		setBytes,
		[Symbol.asyncDispose]: () => all.disposeAsync(),
	};
}

/** Waits as long as the part may take; resolves with the widths of the set. */
async function untilSetIsOffered(photo: string): Promise<readonly number[]> {
	for (;;) {
		const { avifSrcset }: { readonly avifSrcset: string | null } = await (
			await fetch(photo)
		).json();
		if (avifSrcset !== null)
			return [...avifSrcset.matchAll(/width=(\d+)/g)].map(([, w]) => Number(w));
		await Bun.sleep(250);
	}
}
