import type { Catalogue, Photo, PhotoPosition } from "@widthwise/worker/catalogue";

/** A position rounded to a tenth of a degree (about 10 km): degrees, north and east positive. */
export type ApproximatePosition = Pick<PhotoPosition, "latitude" | "longitude">;

/**
 * Finds the position of a photo that visitors may see: rounded, and `undefined` unless the owner
 * shows it.
 *
 * @example
 * const position = await findPublicPosition(catalogue, photo); // { latitude: 50.9, longitude: 7 }
 */
export async function findPublicPosition(
	catalogue: Pick<Catalogue, "findPosition">,
	photo: Pick<Photo, "id" | "showsPosition">,
): Promise<ApproximatePosition | undefined> {
	if (!photo.showsPosition) return undefined;
	const exact = await catalogue.findPosition(photo.id);
	return exact ? approximatePosition(exact) : undefined;
}

/**
 * Rounds a position to a tenth of a degree and drops its altitude.
 *
 * @example
 * approximatePosition({ latitude: 50.9413, longitude: 6.9583, altitude: 55 }); // { latitude: 50.9, longitude: 7 }
 */
export function approximatePosition({
	latitude,
	longitude,
}: ApproximatePosition): ApproximatePosition {
	return { latitude: tenth(latitude), longitude: tenth(longitude) };
}

/** Rounds to a tenth; never returns -0. */
function tenth(degrees: number): number {
	return Math.round(degrees * 10) / 10 || 0;
}
