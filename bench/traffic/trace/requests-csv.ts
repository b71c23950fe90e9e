import { MASTER_EDGE } from "widthwise/photo";
import { MEASURED_PHOTOS } from "widthwise/tuning";
import type { SitePhoto } from "./site.ts";
import type { NeededImage, Trace } from "./trace.ts";

/** The first line of the file. */
const REQUESTS_HEADER = "ms,photo,width,format,place,visitor";

/**
 * Reads real requests to replay: after the header {@link REQUESTS_HEADER}, one line per request, in order
 * of time, with milliseconds, any name for the photo, needed device pixels, `webp` or `jpeg`, any name for
 * the point of presence, and any name for the visitor (empty: no browser cache). The file does not contain
 * the photos' bytes: each photo gets those of one of the measured photos.
 *
 * @throws {Error} naming the invalid line
 *
 * @example
 * const trace = readRequests("ms,photo,width,format,place,visitor\n0,a,640,webp,FRA,7\n");
 */
export function readRequests(csv: string): Trace {
	const [header = "", ...lines] = csv.trim().split(/\r?\n/);
	if (header.trim() !== REQUESTS_HEADER) {
		throw new Error(`Cannot read the requests: the first line must be ${REQUESTS_HEADER}`);
	}
	const [photoOf, placeOf, visitorOf] = [numbering(), numbering(), numbering()];
	let photoCount = 0;
	const images = lines.map((line, i): NeededImage => {
		const [ms = "", photo = "", width = "", format, place = "", visitor = ""] = line.split(",");
		const [atMs, pixels] = [Number(ms), Number(width)];
		const isFormat = format === "webp" || format === "jpeg";
		if (
			ms === "" ||
			!Number.isFinite(atMs) ||
			!Number.isInteger(pixels) ||
			pixels < 1 ||
			!isFormat
		) {
			throw new Error(
				`Cannot read line ${i + 2} of the requests: must be ${REQUESTS_HEADER}, got ${line}`,
			);
		}
		const number = photoOf(photo);
		photoCount = Math.max(photoCount, number + 1);
		return {
			atMs,
			photo: number,
			width: pixels,
			format,
			pointOfPresence: placeOf(place),
			visitor: visitor === "" ? null : visitorOf(visitor),
		};
	});
	const photos = Array.from({ length: photoCount }, (_, i) => measuredPhoto(i));
	return { site: { photos, galleries: [] }, images };
}

function measuredPhoto(number: number): SitePhoto {
	const photo = MEASURED_PHOTOS[number % MEASURED_PHOTOS.length];
	if (!photo) throw new Error("There are no measured photos");
	return { ...photo, masterWidth: Math.round(MASTER_EDGE * Math.min(1, photo.aspect)) };
}

/** Numbers names from 0, in order of their first occurrence. */
function numbering(): (name: string) => number {
	const numbers = new Map<string, number>();
	return (name) => {
		const number = numbers.get(name) ?? numbers.size;
		numbers.set(name, number);
		return number;
	};
}
