/** Positions that one form can number: files beyond it share the last one. */
const POSITIONS = 1000;

/**
 * Computes a photo's sort key: larger is newer. Files of one form share the form's time and count
 * down from it, so that "newest first" shows them in the order in which the owner chose them.
 *
 * @param moment when the form, or the file, began to arrive
 * @param position of the file in its form, from 0
 *
 * @example
 * arrivalOf(new Date(), 0) > arrivalOf(new Date(), 1); // true within one millisecond
 */
export function arrivalOf(moment: Date, position = 0): number {
	const last = POSITIONS - 1;
	return moment.getTime() * POSITIONS + last - Math.min(position, last);
}

/**
 * Reads a file's position in its form, from 0, out of its arrival.
 *
 * @example
 * positionOf(arrivalOf(new Date(), 36)); // 36
 */
export function positionOf(arrival: number): number {
	return POSITIONS - 1 - (arrival % POSITIONS);
}

/**
 * Reads the time out of an arrival, to the millisecond.
 *
 * @example
 * momentOf(arrivalOf(new Date(0), 5)).getTime(); // 0
 */
export function momentOf(arrival: number): Date {
	return new Date(Math.floor(arrival / POSITIONS));
}
