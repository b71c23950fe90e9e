/** Says how long work is getting on: one line on the standard error, written over itself. */
export type Progress = {
	/** At most a few times a second; what comes sooner is left out. */
	show(what: string): void;
	/** Clears the line. */
	done(): void;
};

const INTERVAL_MS = 200;

/**
 * Progress for a person who watches; silent when the standard error is not a terminal.
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
		show(what) {
			const now = performance.now();
			if (!isWatched || now - shownAt < INTERVAL_MS) return;
			shownAt = now;
			process.stderr.write(`\r\u001b[K${what}`);
		},
		done() {
			if (isWatched) process.stderr.write("\r\u001b[K");
		},
	};
}
