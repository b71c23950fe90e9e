import { inputFormat } from "../../formats/tables/input.ts";
import type { PhotoMetadata } from "../../metadata/read.ts";
import type { Colours } from "../console/colours.ts";
import { printable } from "../console/printable.ts";
import { formatBytes } from "../console/sizes.ts";
import type { Inspection } from "./inspection.ts";

type Row = readonly [name: string, value: string | null];

/**
 * Writes what is in a photo for people; what says who, where and when in yellow, leaks in red.
 *
 * @param path the file's path
 *
 * @example
 * formatInspection("photo.jpg", await inspectPhoto(bytes), createColours(false));
 */
export function formatInspection(path: string, found: Inspection, colours: Colours): string {
	const { bold, yellow } = colours;
	const rows = metadataRows(found.metadata).filter(([, value]) => value !== null);
	const width = Math.max(0, ...rows.map(([name]) => name.length));
	return [
		bold(printable(path)),
		`  ${pictureLine(found)}`,
		...rows.map(([name, value]) => {
			return `  ${name.padEnd(width)}  ${yellow(printable((value ?? "").replaceAll("\n", " ")))}`;
		}),
		`  ${leakLine(found.leaks, colours)}`,
	].join("\n");
}

function pictureLine(found: Inspection): string {
	const { type, width, height, bytes, frames, orientation, hasAlpha, isCmyk } = found;
	return [
		`${inputFormat(type).label}, ${width} x ${height} px, ${formatBytes(bytes)}`,
		...(frames > 1 ? [`${frames} frames`] : []),
		...(orientation > 1 ? [`orientation ${orientation}`] : []),
		...(hasAlpha ? ["transparent"] : []),
		...(isCmyk ? ["CMYK"] : []),
	].join(", ");
}

function metadataRows(metadata: PhotoMetadata): readonly Row[] {
	const { position, exposure, aperture, iso, focalLength } = metadata;
	const settings = [
		exposure === null ? null : exposureText(exposure),
		aperture === null ? null : `f/${aperture}`,
		iso === null ? null : `ISO ${iso}`,
		focalLength === null ? null : `${focalLength} mm`,
	].filter((text) => text !== null);
	return [
		["position", position ? `${position.latitude}, ${position.longitude}` : null],
		["taken at", metadata.takenAt],
		["camera", metadata.camera],
		["lens", metadata.lens],
		["exposure", settings.length > 0 ? settings.join(", ") : null],
		["artist", metadata.artist],
		["copyright", metadata.copyright],
		["title", metadata.title],
		["caption", metadata.caption],
		["keywords", metadata.keywords.length > 0 ? metadata.keywords.join(", ") : null],
	];
}

/** Shutter speeds are written as fractions of a second. */
function exposureText(seconds: number): string {
	return seconds < 0.5 ? `1/${Math.round(1 / seconds)} s` : `${Number(seconds.toFixed(1))} s`;
}

function leakLine(leaks: Inspection["leaks"], { red, green }: Colours): string {
	if (leaks.length === 0) return green("would leak: nothing");
	return red(`would leak: ${printable(leaks.join(", "))}`);
}
