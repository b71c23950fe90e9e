import { readFile } from "node:fs/promises";
import { type as systemName } from "node:os";
import { probeImage } from "widthwise";
import { byteSource } from "widthwise/internal";
import { describeProcessors } from "../../harness/machine.ts";
import { benchPhotos } from "../../harness/photo.ts";

/** What a measurement was made on and with. */
export type Circumstances = {
	/** The day, as 2026-11-23. */
	readonly date: string;
	readonly processors: string;
	readonly system: string;
	/** Each in words; empty where there was none. */
	readonly photos: readonly string[];
	/** Of runtimes and rivals, by name. */
	readonly versions: Readonly<Record<string, string>>;
	/** The share of the processors, 0 to 1, that other programs took when it began. */
	readonly busyShare: number;
};

/**
 * What there is to say of this machine, today.
 *
 * @param named paths of photos; empty: those that are at hand
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

/** Without a photo at hand, the parts that need one say so themselves. */
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
