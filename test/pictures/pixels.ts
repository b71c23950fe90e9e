/** Uncompressed pixels, 8 bits per channel, interleaved. */
export type Pixels = {
	readonly width: number;
	readonly height: number;
	readonly channels: 3 | 4;
	readonly data: Uint8Array;
};

/** Red, green, blue and optionally alpha. */
export type Colour = readonly number[];

export const RED: Colour = [220, 30, 30];
export const GREEN: Colour = [30, 170, 60];
export const BLUE: Colour = [40, 60, 210];
export const YELLOW: Colour = [240, 220, 40];

/** Draws a picture pixel by pixel. */
export function paint(
	width: number,
	height: number,
	channels: 3 | 4,
	colourAt: (x: number, y: number) => Colour,
): Pixels {
	const data = new Uint8Array(width * height * channels);
	let index = 0;
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const colour = colourAt(x, y);
			// `data.set` would take most of the time for a large picture.
			for (let channel = 0; channel < channels; channel++) data[index++] = colour[channel] ?? 0;
		}
	}
	return { width, height, channels, data };
}

/** Draws red and green above blue and yellow: every orientation looks different. */
export function quadrants(width: number, height: number): Pixels {
	return paint(width, height, 3, (x, y) => {
		const left = x < width / 2;
		return y < height / 2 ? (left ? RED : GREEN) : left ? BLUE : YELLOW;
	});
}

/** Returns the colour of one pixel. */
export function colourAt({ width, channels, data }: Pixels, x: number, y: number): Colour {
	return [...data.subarray((y * width + x) * channels, (y * width + x + 1) * channels)];
}

/** Returns the pixels that a camera stores so that applying `orientation` makes them upright. */
export function storedAs(orientation: number, upright: Pixels): Pixels {
	const { channels } = upright;
	const isTurned = orientation >= 5;
	const width = isTurned ? upright.height : upright.width;
	const height = isTurned ? upright.width : upright.height;
	const isMirrored = [2, 3, 6, 7].includes(orientation);
	const isUpsideDown = [3, 4, 7, 8].includes(orientation);
	const data = new Uint8Array(upright.data.length);
	let index = 0;
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const [column, row] = isTurned ? [y, x] : [x, y];
			const u = isMirrored ? upright.width - 1 - column : column;
			const v = isUpsideDown ? upright.height - 1 - row : row;
			const from = (v * upright.width + u) * channels;
			for (let channel = 0; channel < channels; channel++) {
				data[index++] = upright.data[from + channel] ?? 0;
			}
		}
	}
	return { width, height, channels, data };
}
