/** Uncompressed pixels, 8 bits a channel, interleaved. */
export type Pixels = {
	readonly width: number;
	readonly height: number;
	readonly channels: 3 | 4;
	readonly data: Uint8Array;
};

/** Red, green, blue, maybe alpha. */
export type Colour = readonly number[];

export const RED: Colour = [220, 30, 30];
export const GREEN: Colour = [30, 170, 60];
export const BLUE: Colour = [40, 60, 210];
export const YELLOW: Colour = [240, 220, 40];

/** A picture from a function of place. */
export function paint(
	width: number,
	height: number,
	channels: 3 | 4,
	colourAt: (x: number, y: number) => Colour,
): Pixels {
	const data = new Uint8Array(width * height * channels);
	let at = 0;
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const colour = colourAt(x, y);
			// Not with `set`: it takes most of the time that a large picture takes.
			for (let channel = 0; channel < channels; channel++) data[at++] = colour[channel] ?? 0;
		}
	}
	return { width, height, channels, data };
}

/** Red and green above, blue and yellow below: no two turns of it look the same. */
export function quadrants(width: number, height: number): Pixels {
	return paint(width, height, 3, (x, y) => {
		const left = x < width / 2;
		return y < height / 2 ? (left ? RED : GREEN) : left ? BLUE : YELLOW;
	});
}

/** The colour of one pixel. */
export function colourAt({ width, channels, data }: Pixels, x: number, y: number): Colour {
	return [...data.subarray((y * width + x) * channels, (y * width + x + 1) * channels)];
}

/** A picture as a camera stores it that was held so that `orientation` (EXIF 4.6.5.1.6) puts it right. */
export function storedAs(orientation: number, upright: Pixels): Pixels {
	const [w, h] =
		orientation >= 5 ? [upright.height, upright.width] : [upright.width, upright.height];
	return paint(w, h, upright.channels, (x, y) => {
		const [u, v] = uprightPlace(orientation, x, y, w, h);
		return colourAt(upright, u, v);
	});
}

function uprightPlace(
	orientation: number,
	x: number,
	y: number,
	w: number,
	h: number,
): readonly [number, number] {
	const [right, bottom] = [w - 1 - x, h - 1 - y];
	const places = [
		[x, y],
		[right, y],
		[right, bottom],
		[x, bottom],
		[y, x],
		[bottom, x],
		[bottom, right],
		[y, right],
	] as const;
	return places[orientation - 1] ?? [x, y];
}
