import type { Stage } from "./row.ts";

/** What the page says of all rows together. */
export type Summary = {
	/** Looks at all rows again, soon. */
	update(): void;
};

/** Milliseconds between two announcements: a screen reader would never come to an end otherwise. */
const PAUSE_MS = 1500;

/**
 * Sums the rows up, in a live region and a progress bar of bytes.
 *
 * @param options.list the rows, each with its stage in `data-stage`
 * @param options.sentShare the share of all bytes that was sent, 0 to 1
 *
 * @example
 * const summary = createSummary({ section, list, sentShare: () => 0.5 });
 */
export function createSummary(options: {
	readonly words: HTMLElement;
	readonly bar: HTMLProgressElement;
	readonly list: HTMLElement;
	readonly sentShare: () => number;
}): Summary {
	const { words, bar, list, sentShare } = options;
	let pending: ReturnType<typeof setTimeout> | undefined;
	let lastAt = 0;

	function write(): void {
		pending = undefined;
		lastAt = performance.now();
		bar.value = sentShare();
		const text = summarise([...list.children].map((row) => stageOf(row)));
		if (words.textContent !== text) words.textContent = text;
	}

	return {
		update() {
			if (pending !== undefined) return;
			pending = setTimeout(write, Math.max(0, PAUSE_MS - (performance.now() - lastAt)));
		},
	};
}

/**
 * How a list of files stands, in words.
 *
 * @example
 * summarise(["published", "sending", "failed"]); // "1 of 3 published, 1 still to be sent, 1 failed"
 */
export function summarise(stages: readonly string[]): string {
	if (stages.length === 0) return "";
	const count = (...those: readonly Stage["at"][]): number =>
		stages.filter((stage) => those.some((one) => one === stage)).length;
	const parts: readonly (readonly [number, string])[] = [
		[count("waiting", "sending"), "still to be sent"],
		[count("received", "reading", "publishing"), "being published"],
		[count("here"), "already here"],
		[count("failed"), "failed"],
	];
	const rest = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
	return [`${count("published")} of ${stages.length} published`, ...rest].join(", ");
}

function stageOf(row: Element): string {
	return row instanceof HTMLElement ? (row.dataset.stage ?? "") : "";
}
