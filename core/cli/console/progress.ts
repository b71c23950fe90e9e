/** Shows how far a command is, in one line that each update overwrites. */
export type Progress = {
	/** Shows that `done` of `total` files are finished. */
	show(done: number, total: number, name: string): void;
	/** Shows a text. */
	showText(text: string): void;
	/** Removes the line, so that something else can be printed. */
	clear(): void;
};

const BAR_WIDTH = 24;

/** How often the line is drawn, in milliseconds. */
const INTERVAL_MS = 100;

/** Shows nothing: the output is not a terminal. */
export const SILENT: Progress = { show() {}, showText() {}, clear() {} };

/**
 * Makes a progress bar for a terminal.
 *
 * @param options.write writes to the terminal
 * @param options.columns the width of the terminal in characters
 * @param options.now the time in milliseconds
 *
 * @example
 * const progress = createProgressBar({
 *   write: (text) => process.stderr.write(text),
 *   columns: () => process.stderr.columns,
 *   now: () => performance.now(),
 * });
 * progress.show(3, 12, "photo.jpg");
 * progress.clear();
 */
export function createProgressBar(options: {
	readonly write: (text: string) => void;
	readonly columns: () => number;
	readonly now: () => number;
}): Progress {
	let drawnAt = Number.NEGATIVE_INFINITY;
	let isDrawn = false;
	const draw = (text: string, isLast: boolean): void => {
		if (options.now() - drawnAt < INTERVAL_MS && !isLast) return;
		drawnAt = options.now();
		isDrawn = true;
		options.write(`\r\u001b[K${text.slice(0, Math.max(1, options.columns() - 1))}`);
	};
	return {
		show(done, total, name) {
			draw(`${barOf(done, total)} ${done}/${total} ${name}`, done === total);
		},
		showText: (text) => draw(text, false),
		clear() {
			if (isDrawn) options.write("\r\u001b[K");
			isDrawn = false;
		},
	};
}

function barOf(done: number, total: number): string {
	const filled = total === 0 ? BAR_WIDTH : Math.round((BAR_WIDTH * done) / total);
	return `[${"#".repeat(filled)}${"-".repeat(BAR_WIDTH - filled)}]`;
}
