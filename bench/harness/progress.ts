/** Shows progress in one line on standard error, which each update overwrites. */
export type Progress = {
	/** Shows a text, at most five times a second; more frequent updates are dropped. */
	show(text: string): void;
	/** Clears the line. */
	done(): void;
};

const INTERVAL_MS = 200;

/**
 * Makes a progress line; it is silent if standard error is not a terminal.
 *
 * @example
 * const progress = createProgress();
 * progress.show("120,000 lines");
 * progress.done();
 */
export function createProgress(): Progress {
	const isWatched = process.stderr.isTTY === true;
	let shownAt = 0;
	return {
		show(text) {
			const now = performance.now();
			if (!isWatched || now - shownAt < INTERVAL_MS) return;
			shownAt = now;
			process.stderr.write(`\r\u001b[K${text}`);
		},
		done() {
			if (isWatched) process.stderr.write("\r\u001b[K");
		},
	};
}
