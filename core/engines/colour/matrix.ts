import type { Chromaticity, Primaries } from "../../formats/colour/coding.ts";

/** Three rows of three numbers. */
export type Matrix = readonly [Row, Row, Row];

/** A row of a matrix, or a colour. */
export type Row = readonly [number, number, number];

/** Cone responses of Bradford, as in ICC.1:2022, annex E. */
const BRADFORD: Matrix = [
	[0.8951, 0.2664, -0.1614],
	[-0.7502, 1.7135, 0.0367],
	[0.0389, -0.0685, 1.0296],
];

/**
 * Computes the matrix from linear RGB to CIE XYZ (SMPTE RP 177).
 *
 * @example
 * xyzOf(BT709)[1]; // about [0.2126, 0.7152, 0.0722], the luminance of each primary
 */
export function xyzOf({ red, green, blue, white }: Primaries): Matrix {
	const columns = transpose([xyz(red), xyz(green), xyz(blue)]);
	const scales = apply(invert(columns), whiteXyz(white));
	return multiply(columns, diagonal(scales));
}

/**
 * Computes the matrix from linear RGB of some primaries to that of others. White stays white: colours
 * are adapted with Bradford's method.
 *
 * @example
 * primariesMatrix(DISPLAY_P3, BT709)[0][0]; // 1.22
 */
export function primariesMatrix(from: Primaries, to: Primaries): Matrix {
	const cones = apply(BRADFORD, whiteXyz(from.white));
	const adapted = apply(BRADFORD, whiteXyz(to.white));
	const gains = diagonal([adapted[0] / cones[0], adapted[1] / cones[1], adapted[2] / cones[2]]);
	const adaptation = multiply(invert(BRADFORD), multiply(gains, BRADFORD));
	return multiply(invert(xyzOf(to)), multiply(adaptation, xyzOf(from)));
}

/**
 * Applies a matrix to a colour.
 *
 * @example
 * apply(primariesMatrix(DISPLAY_P3, BT709), [1, 1, 1]); // [1, 1, 1]
 */
export function apply([a, b, c]: Matrix, colour: Row): Row {
	return [dot(a, colour), dot(b, colour), dot(c, colour)];
}

function xyz([x, y]: Chromaticity): Row {
	return [x, y, 1 - x - y];
}

/** With a luminance of 1. */
function whiteXyz([x, y]: Chromaticity): Row {
	return [x / y, 1, (1 - x - y) / y];
}

function dot([a, b, c]: Row, [x, y, z]: Row): number {
	return a * x + b * y + c * z;
}

function diagonal([a, b, c]: Row): Matrix {
	return [
		[a, 0, 0],
		[0, b, 0],
		[0, 0, c],
	];
}

function transpose([[a, b, c], [d, e, f], [g, h, i]]: Matrix): Matrix {
	return [
		[a, d, g],
		[b, e, h],
		[c, f, i],
	];
}

function multiply(left: Matrix, right: Matrix): Matrix {
	const [x, y, z] = transpose(right);
	const row = (values: Row): Row => [dot(values, x), dot(values, y), dot(values, z)];
	return [row(left[0]), row(left[1]), row(left[2])];
}

/** By the cross products of the rows. */
function invert([a, b, c]: Matrix): Matrix {
	const columns: Matrix = [cross(b, c), cross(c, a), cross(a, b)];
	const scale = 1 / dot(a, columns[0]);
	const scaled = ([x, y, z]: Row): Row => [x * scale, y * scale, z * scale];
	return transpose([scaled(columns[0]), scaled(columns[1]), scaled(columns[2])]);
}

function cross([a, b, c]: Row, [x, y, z]: Row): Row {
	return [b * z - c * y, c * x - a * z, a * y - b * x];
}
