import type { StoredMetadata } from "@widthwise/worker/catalogue";
import type { ApproximatePosition } from "../photos/approximate-position.ts";
import { writeDate } from "../photos/photo-text.ts";

/** A name and a value, formatted for people. */
export type Detail = readonly [name: string, value: string];

/**
 * Formats what the camera recorded, in photographers' notation; unknown details are left out.
 *
 * @example
 * cameraDetails({ camera: "Canon EOS 5D", exposure: 0.004, aperture: 2.8 }, null, null);
 * // [["Camera", "Canon EOS 5D"], ["Shutter", "1/250 s"], ["Aperture", "f/2.8"]]
 */
export function cameraDetails(
	metadata: StoredMetadata,
	takenAt: string | null,
	position: ApproximatePosition | null,
): readonly Detail[] {
	const { camera, lens, focalLength, aperture, exposure, iso, artist, copyright } = metadata;
	const details: ReadonlyArray<readonly [string, string | number | null | undefined]> = [
		["Camera", camera],
		["Lens", lens],
		["Focal length", focalLength && `${round(focalLength)} mm`],
		["Aperture", aperture && `f/${round(aperture)}`],
		["Shutter", exposure && shutter(exposure)],
		["ISO", iso && String(iso)],
		["Taken", takenAt && writeTime(takenAt)],
		["Near", position && writePosition(position)],
		["Artist", artist],
		["Copyright", copyright],
	];
	return details.flatMap(([name, value]) => (value ? [[name, String(value)] as const] : []));
}

/** Formats seconds as on a shutter dial: 1/250 s, 2.5 s. */
function shutter(seconds: number): string {
	return seconds < 0.3 ? `1/${Math.round(1 / seconds)} s` : `${round(seconds)} s`;
}

function round(value: number): string {
	return String(Math.round(value * 10) / 10);
}

/**
 * Formats `2018-07-25T16:34:23+02:00` as `25 July 2018, 16:34 (UTC+02:00)`: the camera's local
 * time.
 */
function writeTime(iso: string): string {
	const [, time, zone] = /T(\d\d:\d\d)[\d:.]{0,20}(Z|[+-]\d\d:\d\d)?$/.exec(iso) ?? [];
	const written = time ? `${writeDate(iso)}, ${time}` : writeDate(iso);
	return zone ? `${written} (UTC${zone === "Z" ? "" : zone})` : written;
}

/** Formats a position in tenths of degrees (about 10 km), with the letters of the directions. */
function writePosition({ latitude, longitude }: ApproximatePosition): string {
	const north = `${Math.abs(latitude).toFixed(1)}° ${latitude < 0 ? "S" : "N"}`;
	const east = `${Math.abs(longitude).toFixed(1)}° ${longitude < 0 ? "W" : "E"}`;
	return `${north}, ${east}`;
}
