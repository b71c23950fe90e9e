import { MASTER_EDGE } from "widthwise/photo";
import { MEASURED_PHOTOS } from "widthwise/tuning";
import type { SitePhoto } from "./site.ts";
import type { NeededImage, Trace } from "./trace.ts";

/** The first line of such a file. */
const REQUESTS_HEADER = "ms,photo,width,format,place,visitor";

/**
 * Reads requests that really came, to replay them: one line a request, in the order of time, after the
 * header {@link REQUESTS_HEADER}: milliseconds, any name for the photo, needed device pixels, `webp` or
 * `jpeg`, any name for the point of presence, any for the visitor (empty: no browser cache). The photos' bytes are not in it: they
 * take turns in being like the measured photos.
 *
 * @throws {Error} naming the line that is wrong
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
	if (!photo) throw new Error("No photo was measured");
	return { ...photo, masterWidth: Math.round(MASTER_EDGE * Math.min(1, photo.aspect)) };
}

/** Numbers names from 0 in the order in which they come. */
function numbering(): (name: string) => number {
	const numbers = new Map<string, number>();
	return (name) => {
		const number = numbers.get(name) ?? numbers.size;
		numbers.set(name, number);
		return number;
	};
}
