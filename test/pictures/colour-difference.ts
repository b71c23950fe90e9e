/** L*, a* and b* of CIE 1976. */
type Lab = readonly [number, number, number];

const [DEGREE, POWER_25] = [Math.PI / 180, 25 ** 7];

/**
 * Returns the visible difference of two colours in Display P3, 8 bits, by CIEDE2000: 1 is just visible
 * side by side.
 *
 * Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula", 2005.
 */
export function colourDifference(one: readonly number[], other: readonly number[]): number {
	const [[l1, a1, b1], [l2, a2, b2]] = [labOf(one), labOf(other)];
	const meanChroma = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
	const stretch = 1.5 - 0.5 * Math.sqrt(meanChroma ** 7 / (meanChroma ** 7 + POWER_25));
	const [c1, c2] = [Math.hypot(a1 * stretch, b1), Math.hypot(a2 * stretch, b2)];
	const [h1, h2] = [hue(a1 * stretch, b1), hue(a2 * stretch, b2)];
	const isGrey = c1 * c2 === 0;
	const turn = isGrey ? 0 : ((h2 - h1 + 540) % 360) - 180;
	const meanHue = isGrey ? h1 + h2 : (h1 + turn / 2 + 360) % 360;
	const [l, c] = [(l1 + l2) / 2, (c1 + c2) / 2];
	const tone =
		1 -
		0.17 * cosine(meanHue - 30) +
		0.24 * cosine(2 * meanHue) +
		0.32 * cosine(3 * meanHue + 6) -
		0.2 * cosine(4 * meanHue - 63);
	const lightness = (l2 - l1) / (1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2));
	const chroma = (c2 - c1) / (1 + 0.045 * c);
	const hues = (2 * Math.sqrt(c1 * c2) * Math.sin((turn / 2) * DEGREE)) / (1 + 0.015 * c * tone);
	const rotation =
		-2 *
		Math.sqrt(c ** 7 / (c ** 7 + POWER_25)) *
		Math.sin(60 * DEGREE * Math.exp(-(((meanHue - 275) / 25) ** 2)));
	return Math.sqrt(lightness ** 2 + chroma ** 2 + hues ** 2 + rotation * chroma * hues);
}

function labOf(rgb: readonly number[]): Lab {
	const [r = 0, g = 0, b = 0] = rgb.map((value) => {
		const coded = value / 255;
		return coded <= 0.04045 ? coded / 12.92 : ((coded + 0.055) / 1.055) ** 2.4;
	});
	// SMPTE EG 432-1, divided by the white of D65.
	const x = f((0.48657 * r + 0.26567 * g + 0.19822 * b) / 0.95046);
	const y = f(0.22897 * r + 0.69174 * g + 0.07929 * b);
	const z = f((0.04511 * g + 1.04394 * b) / 1.08906);
	return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function f(value: number): number {
	return value > 216 / 24_389 ? Math.cbrt(value) : (24_389 / 27) * (value / 116) + 16 / 116;
}

function hue(a: number, b: number): number {
	return (Math.atan2(b, a) / DEGREE + 360) % 360;
}

function cosine(degrees: number): number {
	return Math.cos(degrees * DEGREE);
}
