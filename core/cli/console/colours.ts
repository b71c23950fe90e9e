/** Wraps a text in a colour; returns it as it is where colours are off. */
export type Paint = (text: string) => string;

/** The colours of the program's output. */
export type Colours = {
	readonly bold: Paint;
	readonly dim: Paint;
	readonly red: Paint;
	readonly green: Paint;
	readonly yellow: Paint;
};

/**
 * Makes the colours for a stream (ECMA-48, 8.3.117).
 *
 * @param isOn whether the stream shows colours
 *
 * @example
 * createColours(false).red("left"); // "left"
 */
export function createColours(isOn: boolean): Colours {
	const paint =
		(code: number): Paint =>
		(text) =>
			isOn ? `\u001b[${code}m${text}\u001b[0m` : text;
	return { bold: paint(1), dim: paint(2), red: paint(31), green: paint(32), yellow: paint(33) };
}
