import type { PublicMetadata } from "@widthwise/worker/catalogue";
import { writeDate } from "../photos/photo-text.ts";
import type { RoughPosition } from "../photos/rough-position.ts";

/** A name and a value, as people write them. */
export type Fact = readonly [name: string, value: string];

/**
 * What a camera wrote down, in photographers' notation; what is not known is left out.
 *
 * @example
 * cameraDetails({ camera: "Canon EOS 5D", exposure: 0.004, aperture: 2.8 }, null, null);
 * // [["Camera", "Canon EOS 5D"], ["Shutter", "1/250 s"], ["Aperture", "f/2.8"]]
 */
export function cameraDetails(
	metadata: PublicMetadata,
	takenAt: string | null,
	position: RoughPosition | null,
): readonly Fact[] {
	const { camera, lens, focalLength, aperture, exposure, iso, artist, copyright } = metadata;
	const facts: ReadonlyArray<readonly [string, string | number | null | undefined]> = [
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
	return facts.flatMap(([name, value]) => (value ? [[name, String(value)] as const] : []));
}

/** Seconds as shutter dials have them: 1/250 s, 2.5 s. */
function shutter(seconds: number): string {
	return seconds < 0.3 ? `1/${Math.round(1 / seconds)} s` : `${round(seconds)} s`;
}

function round(value: number): string {
	return String(Math.round(value * 10) / 10);
}

/** `2018-07-25T16:34:23+02:00` as `25 July 2018, 16:34 (UTC+02:00)`: the time where the camera was. */
function writeTime(iso: string): string {
	const [, time, zone] = /T(\d\d:\d\d)[\d:.]*(Z|[+-]\d\d:\d\d)?$/.exec(iso) ?? [];
	const written = time ? `${writeDate(iso)}, ${time}` : writeDate(iso);
	return zone ? `${written} (UTC${zone === "Z" ? "" : zone})` : written;
}

/** Tenths of degrees with the letters of their directions: some 10 km. */
function writePosition({ latitude, longitude }: RoughPosition): string {
	const north = `${Math.abs(latitude).toFixed(1)}° ${latitude < 0 ? "S" : "N"}`;
	const east = `${Math.abs(longitude).toFixed(1)}° ${longitude < 0 ? "W" : "E"}`;
	return `${north}, ${east}`;
}
