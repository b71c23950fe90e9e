import { type PhotoMetadata, readMetadata } from "../../../../core/metadata/read.ts";
import { expectedValues, type Field, type Values } from "./expected.ts";
import type { ExiftoolTags } from "./run.ts";

/** A field of which exiftool and we say different things. */
export type Difference = {
	readonly file: string;
	readonly field: Field;
	readonly ours: unknown;
	readonly theirs: unknown;
};

/** Compared fields, of which at least one side has a value, and those that differ. */
export type Comparison = {
	readonly compared: number;
	readonly differences: readonly Difference[];
};

/** Compares what we read from a file with what exiftool found. */
export async function compareWithExiftool(
	file: string,
	bytes: Uint8Array,
	tags: ExiftoolTags,
): Promise<Comparison> {
	const ours = valuesOf(await readMetadata(bytes));
	const theirs = expectedValues(tags);
	const fields = Object.entries(theirs).map(([name, value]) => ({ name, value }));
	let compared = 0;
	const differences: Difference[] = [];
	for (const { name, value } of fields) {
		const field = FIELDS.find((known) => known === name);
		if (!field || (isEmpty(value) && isEmpty(ours[field]))) continue;
		compared++;
		if (isSame(ours[field], value)) continue;
		differences.push({ file, field, ours: ours[field], theirs: value });
	}
	return { compared, differences };
}

const FIELDS: readonly Field[] = [
	...(["camera", "lens", "exposure", "aperture", "iso", "focalLength", "focalLength35"] as const),
	...(["takenAt", "latitude", "longitude", "altitude", "copyright", "artist"] as const),
	...(["title", "caption", "keywords"] as const),
];

function valuesOf({ position, ...rest }: PhotoMetadata): Values {
	const { latitude = null, longitude = null, altitude = null } = position ?? {};
	return { ...rest, latitude, longitude, altitude };
}

function isEmpty(value: unknown): boolean {
	return value === null || (Array.isArray(value) && value.length === 0);
}

/** Numbers are compared to six digits, as exiftool rounds some. */
function isSame(ours: unknown, theirs: unknown): boolean {
	if (typeof ours === "number" && typeof theirs === "number") {
		return Math.abs(ours - theirs) <= 1e-6 * Math.max(1, Math.abs(theirs));
	}
	return Bun.deepEquals(ours, theirs);
}
