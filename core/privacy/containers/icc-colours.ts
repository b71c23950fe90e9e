import { textAt, viewOf } from "../../formats/bytes/bytes.ts";

/** Bytes of numbers after a type and four zeros; of a curve, they depend on its contents. */
const FIXED_BYTES: Readonly<Record<string, number>> = { "XYZ ": 12, sf32: 36, cicp: 4 };

/** Bytes of a parametric curve's numbers, by its kind: ICC.1:2022, table 68. */
const PARAMETRIC_BYTES = [4, 12, 16, 20, 28] as const;

/** Erases a range of an element. */
type Erase = (start: number, end: number) => void;

/**
 * Erases what an element of a colour profile says about colours, as its type defines it: numbers of
 * colours, curves and lookup tables, and texts, which are checked elsewhere. Reserved bytes stay.
 *
 * @param rest the profile, which is changed
 * @param element as it was
 * @param start the offset of the element in the profile
 *
 * @example
 * eraseColours(rest, profile.subarray(start, end), start);
 */
export function eraseColours(rest: Uint8Array, element: Uint8Array, start: number): void {
	const erase: Erase = (from, to) => {
		rest.fill(0, start + from, start + Math.min(to, element.length));
	};
	switch (textAt(element, 0, 4)) {
		case "mluc":
		case "desc":
		case "text":
			erase(0, element.length);
			break;
		case "mft1":
			eraseTable(element, erase, 48, 1);
			break;
		case "mft2":
			eraseTable(element, erase, 52, 2);
			break;
		case "mAB ":
			eraseStages(element, erase, true);
			break;
		case "mBA ":
			eraseStages(element, erase, false);
			break;
		default:
			eraseNumbers(element, erase, 0);
	}
}

/** Returns the offset after the numbers, at the next multiple of four; -1 for an unknown type. */
function eraseNumbers(element: Uint8Array, erase: Erase, at: number): number {
	const type = textAt(element, at, 4);
	const known = FIXED_BYTES[type];
	let end = known === undefined ? -1 : at + 8 + known;
	if (type === "curv" && at + 12 <= element.length) {
		end = at + 12 + 2 * viewOf(element).getUint32(at + 8);
	}
	if (type === "para" && at + 12 <= element.length) {
		end = at + 12 + (PARAMETRIC_BYTES[viewOf(element).getUint16(at + 8)] ?? -1);
		erase(at + 8, at + 10);
		erase(at + 12, end);
	} else if (end > 0) erase(at + 8, end);
	erase(at, at + 4);
	return end + ((4 - (end % 4)) % 4);
}

/** ICC.1:2022, 10.10 and 10.11: channels, grid points, matrix, input curves, grid, output curves. */
function eraseTable(element: Uint8Array, erase: Erase, head: number, bytes: number): void {
	if (element.length < 52) return;
	const [inputs = 0, outputs = 0, points = 0] = element.subarray(8, 11);
	const view = viewOf(element);
	const entries = bytes === 1 ? [256, 256] : [view.getUint16(48), view.getUint16(50)];
	const [first = 0, last = 0] = entries;
	erase(0, 4);
	erase(8, 11);
	erase(12, head + bytes * (inputs * first + outputs * (points ** inputs + last)));
}

/** ICC.1:2022, 10.12 and 10.13: B curves, a matrix, M curves, a grid, A curves, at offsets. */
function eraseStages(element: Uint8Array, erase: Erase, isToSpace: boolean): void {
	if (element.length < 32) return;
	const view = viewOf(element);
	const [inputs = 0, outputs = 0] = element.subarray(8, 10);
	const nearSpace = isToSpace ? outputs : inputs;
	erase(0, 4);
	erase(8, 10);
	erase(12, 32);
	eraseCurves(element, erase, view.getUint32(12), nearSpace);
	eraseCurves(element, erase, view.getUint32(20), nearSpace);
	eraseCurves(element, erase, view.getUint32(28), isToSpace ? inputs : outputs);
	const [matrix, grid] = [view.getUint32(16), view.getUint32(24)];
	if (matrix > 0) erase(matrix, matrix + 48);
	if (grid === 0) return;
	const size = element.subarray(grid, grid + inputs).reduce((all, points) => all * points, outputs);
	erase(grid, grid + inputs);
	erase(grid + 16, grid + 17);
	erase(grid + 20, grid + 20 + size * (element[grid + 16] ?? 0));
}

function eraseCurves(element: Uint8Array, erase: Erase, start: number, count: number): void {
	let at = start;
	for (let left = count; start > 0 && left > 0 && at >= 0; left--) {
		at = eraseNumbers(element, erase, at);
	}
}
