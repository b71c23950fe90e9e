import { BUSY_SHARE } from "../harness/machine.ts";
import type { Circumstances } from "./stored/circumstances.ts";

/**
 * Describes the date, the machine, the photos and the versions in one line.
 *
 * @example
 * describe(circumstances); // "2026-11-23, 2 cores of AMD EPYC, Debian ..., one photo of 20.4 MP ..."
 */
export function describe(circumstances: Circumstances): string {
	const { date, processors, system, photos, versions } = circumstances;
	const [first = "no photo", ...others] = photos;
	const photo = photos.length > 0 ? `one photo of ${first}` : first;
	// Only `engines` measures with more than one photo.
	const more = others.length > 0 ? `, for the engines ${others.join(", ")} as well` : "";
	const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
	return `${date}, ${processors}, ${system}, ${photo}${more}. ${names.join(", ")}.`;
}

/**
 * Describes how one measurement's circumstances differ from those at the top of the page.
 *
 * @param usual the circumstances at the top of the page
 *
 * @example
 * describeDifferences(circumstances, usual); // ["Other programs took 40 % of the processors ..."]
 */
export function describeDifferences(own: Circumstances, usual: Circumstances): readonly string[] {
	const [here, there] = [own, usual].map(describe);
	const busy = `Other programs took ${(100 * own.busyShare).toFixed(0)} % of the processors when this began: its times say little.`;
	return [
		...(here === there ? [] : [`Measured on another occasion: ${here}`]),
		...(own.busyShare > BUSY_SHARE ? [busy] : []),
	];
}

/**
 * Returns the circumstances that most measurements share.
 *
 * @returns `null` if there are none
 *
 * @example
 * mostCommonCircumstances(all)?.date; // "2026-11-23"
 */
export function mostCommonCircumstances(all: readonly Circumstances[]): Circumstances | null {
	const counts = new Map<string, number>();
	for (const each of all) counts.set(describe(each), (counts.get(describe(each)) ?? 0) + 1);
	const max = Math.max(...counts.values());
	return all.find((each) => counts.get(describe(each)) === max) ?? null;
}
