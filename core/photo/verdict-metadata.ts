import type { PhotoMetadata } from "../metadata/read.ts";

const NUMBERS = ["exposure", "aperture", "iso", "focalLength", "focalLength35"];
const TEXTS = ["camera", "lens", "takenAt", "copyright", "artist", "title", "caption"];

/**
 * Whether a value from JSON is a photo's metadata, with every field.
 *
 * @example
 * isPhotoMetadata({ camera: "Canon EOS 5D Mark III" }); // false
 */
export function isPhotoMetadata(value: unknown): value is PhotoMetadata {
	if (!isRecord(value)) return false;
	const { position, keywords } = value;
	return (
		NUMBERS.every((name) => value[name] === null || typeof value[name] === "number") &&
		TEXTS.every((name) => value[name] === null || typeof value[name] === "string") &&
		(position === null || isPosition(position)) &&
		Array.isArray(keywords) &&
		keywords.every((keyword) => typeof keyword === "string")
	);
}

function isPosition(value: unknown): boolean {
	if (!isRecord(value)) return false;
	const { latitude, longitude, altitude } = value;
	return [latitude, longitude, altitude ?? 0].every((number) => typeof number === "number");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null;
}
