import { readFile } from "node:fs/promises";
import { type as systemName } from "node:os";
import { probeImage } from "widthwise";
import { byteSource } from "widthwise/internal";
import { describeProcessors } from "../../harness/machine.ts";
import { benchPhotos } from "../../harness/photo.ts";

/** The circumstances of a measurement. */
export type Circumstances = {
	/** The day, as 2026-11-23. */
	readonly date: string;
	readonly processors: string;
	readonly system: string;
	/** A description of each photo; empty if there was none. */
	readonly photos: readonly string[];
	/** The versions of runtimes and rivals, by name. */
	readonly versions: Readonly<Record<string, string>>;
	/** The share of the processors, 0 to 1, that other programs used at the start. */
	readonly busyShare: number;
};

/**
 * Collects the date, the machine and the photos.
 *
 * @param named paths of photos; empty: the default photos
 *
 * @example
 * const { date, processors } = await readCircumstances([]);
 */
export async function readCircumstances(
	named: readonly string[],
): Promise<Omit<Circumstances, "versions" | "busyShare">> {
	return {
		date: new Date().toISOString().slice(0, 10),
		processors: describeProcessors(),
		system: await describeSystem(),
		photos: await describePhotos(named),
	};
}

async function describeSystem(): Promise<string> {
	// os-release(5)
	const text = await readFile("/etc/os-release", "utf8").catch(() => "");
	return /^PRETTY_NAME="?([^"\n]+)/m.exec(text)?.[1] ?? systemName();
}

/** If there is no photo, the parts that need one report it themselves. */
async function describePhotos(named: readonly string[]): Promise<readonly string[]> {
	const photos = await benchPhotos(named).catch(() => []);
	return Promise.all(
		photos.map(async (photo) => {
			const { type, width, height } = await probeImage(byteSource(photo));
			const megapixels = ((width * height) / 1e6).toFixed(1);
			return `${megapixels} MP (${type.toUpperCase()}, ${(photo.length / 1e6).toFixed(1)} MB)`;
		}),
	);
}
