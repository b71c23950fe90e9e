/** A form's files are numbered within this. */
const MAX_IN_FORM = 1000;

/**
 * A photo's place among all others: larger is newer. Files of one form share its moment and count
 * down from there, so that newest first shows them in the order in which they were chosen.
 *
 * @param moment when the form, or the file, began to arrive
 * @param position 0 for the form's first file
 *
 * @example
 * arrivalOf(new Date(), 0) > arrivalOf(new Date(), 1); // true within one millisecond
 */
export function arrivalOf(moment: Date, position = 0): number {
	const last = MAX_IN_FORM - 1;
	return moment.getTime() * MAX_IN_FORM + last - Math.min(position, last);
}

/**
 * How many files of its form came before it, from 0.
 *
 * @example
 * positionOf(arrivalOf(new Date(), 36)); // 36
 */
export function positionOf(arrival: number): number {
	return MAX_IN_FORM - 1 - (arrival % MAX_IN_FORM);
}

/**
 * The moment in an arrival, to the millisecond.
 *
 * @example
 * momentOf(arrivalOf(new Date(0), 5)).getTime(); // 0
 */
export function momentOf(arrival: number): Date {
	return new Date(Math.floor(arrival / MAX_IN_FORM));
}
