import type { Catalogue, Photo, PhotoPosition } from "@widthwise/worker/catalogue";

/** Where a photo was taken to a tenth of a degree, some 10 km: degrees, north and east positive. */
export type RoughPosition = Pick<PhotoPosition, "latitude" | "longitude">;

/**
 * Where visitors may know that a photo was taken: roughly, and only if the owner shows it; else
 * `undefined`.
 *
 * @example
 * const position = await shownPosition(catalogue, photo); // { latitude: 50.9, longitude: 7 }
 */
export async function shownPosition(
	catalogue: Pick<Catalogue, "findPosition">,
	photo: Pick<Photo, "id" | "showsPosition">,
): Promise<RoughPosition | undefined> {
	if (!photo.showsPosition) return undefined;
	const exact = await catalogue.findPosition(photo.id);
	return exact ? roughPosition(exact) : undefined;
}

/**
 * A position to a tenth of a degree, without its height.
 *
 * @example
 * roughPosition({ latitude: 50.9413, longitude: 6.9583, altitude: 55 }); // { latitude: 50.9, longitude: 7 }
 */
export function roughPosition({ latitude, longitude }: RoughPosition): RoughPosition {
	return { latitude: tenth(latitude), longitude: tenth(longitude) };
}

/** Never -0, which JSON and people write as 0. */
function tenth(degrees: number): number {
	return Math.round(degrees * 10) / 10 || 0;
}
