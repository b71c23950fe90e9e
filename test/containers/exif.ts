import { ascii, join, little } from "./bytes.ts";

/** A tag: number, TIFF type, count, value (little-endian). */
export type Tag = readonly [tag: number, type: number, count: number, value: Uint8Array];

/** Makes an ASCII tag. */
export function text(tag: number, value: string): Tag {
	const bytes = join(new TextEncoder().encode(value), 0);
	return [tag, 2, bytes.length, bytes];
}

/** Makes a SHORT tag. */
export function short(tag: number, value: number): Tag {
	return [tag, 3, 1, little(value, 2)];
}

/** Makes a RATIONAL tag from pairs of numerator and denominator. */
export function rational(tag: number, ...pairs: readonly (readonly [number, number])[]): Tag {
	const value = join(...pairs.flatMap(([top, bottom]) => [little(top, 4), little(bottom, 4)]));
	return [tag, 5, pairs.length, value];
}

/**
 * Makes a little-endian TIFF structure: IFD0, and optionally EXIF and GPS directories and a
 * thumbnail.
 */
export function tiff(
	ifd0: readonly Tag[],
	exif: readonly Tag[] = [],
	gps: readonly Tag[] = [],
	thumbnail: Uint8Array = new Uint8Array(0),
): Uint8Array<ArrayBuffer> {
	let bytes: Uint8Array = join("II*\0", little(0, 4));
	const append = (tags: readonly Tag[], next: number): number => {
		const values: number[] = [];
		for (const [, , , value] of tags) {
			values.push(bytes.length);
			if (value.length > 4) bytes = join(bytes, value);
		}
		const start = bytes.length;
		const entries = tags.map(([tag, type, count, value], index) => {
			const slot = new Uint8Array(4);
			slot.set(value.length > 4 ? little(values[index] ?? 0, 4) : value);
			return join(little(tag, 2), little(type, 2), little(count, 4), slot);
		});
		bytes = join(bytes, little(tags.length, 2), ...entries, little(next, 4));
		return start;
	};
	const pointer = (tag: number, target: number): Tag => [tag, 4, 1, little(target, 4)];
	const pointers: Tag[] = [];
	if (exif.length > 0) pointers.push(pointer(0x8769, append(exif, 0)));
	if (gps.length > 0) pointers.push(pointer(0x8825, append(gps, 0)));
	let next = 0;
	if (thumbnail.length > 0) {
		const at = bytes.length;
		bytes = join(bytes, thumbnail);
		next = append([short(0x103, 6), pointer(0x201, at), pointer(0x202, thumbnail.length)], 0);
	}
	const start = append([...ifd0, ...pointers], next);
	bytes.set(little(start, 4), 4);
	// Some readers ignore a link in the last bytes.
	return join(bytes, little(0, 4));
}

/** Makes a little-endian directory at an offset, with values that do not fit in it after it. */
export function directory(tags: readonly Tag[], at: number): Uint8Array {
	let values: Uint8Array = new Uint8Array(0);
	const start = at + 2 + 12 * tags.length + 4;
	const entries = tags.map(([tag, type, count, value]) => {
		const slot = new Uint8Array(4);
		slot.set(value.length > 4 ? little(start + values.length, 4) : value);
		if (value.length > 4) values = join(values, value);
		return join(little(tag, 2), little(type, 2), little(count, 4), slot);
	});
	return join(little(tags.length, 2), ...entries, little(0, 4), values);
}

/** Makes the EXIF block of a camera that records everything; private values contain SECRET. */
export function richExif(orientation = 6): Uint8Array<ArrayBuffer> {
	return tiff(
		[
			text(0x10f, "Canon"),
			text(0x110, "Canon EOS 5D Mark III"),
			short(0x112, orientation),
			text(0x13b, "Ada Byron"),
			text(0x8298, "© Ada Byron"),
			text(0x131, "SECRET-SOFTWARE"),
		],
		[
			rational(0x829a, [1, 200]),
			rational(0x829d, [28, 10]),
			short(0x8827, 640),
			text(0x9003, "2018:07:25 16:34:23"),
			text(0x9011, "+02:00"),
			rational(0x920a, [35, 1]),
			[0x927c, 7, 20, ascii("SECRET-MAKERNOTE----")],
			short(0xa405, 36),
			text(0xa431, "SECRET-SERIAL"),
			text(0xa434, "EF24-70mm f/2.8L USM"),
		],
		gpsTags([50, 1], [17, 1], [5857, 100], "N"),
		join(0xff, 0xd8, "SECRET-THUMBNAIL", 0xff, 0xd9),
	);
}

/**
 * Makes a GPS directory with a latitude, a longitude of 14° 49' 13.06" E and an altitude of 252 m.
 */
export function gpsTags(
	degrees: readonly [number, number],
	minutes: readonly [number, number],
	seconds: readonly [number, number],
	reference: string,
): readonly Tag[] {
	return [
		text(1, reference),
		rational(2, degrees, minutes, seconds),
		text(3, "E"),
		rational(4, [14, 1], [49, 1], [1306, 100]),
		[5, 1, 1, Uint8Array.of(0)],
		rational(6, [252, 1]),
	];
}
