import type { Stage } from "./row.ts";

/** The summary of all rows. */
export type Summary = {
	/** Updates the summary soon. */
	update(): void;
};

/** Milliseconds between two updates, so that screen readers can finish reading one. */
const PAUSE_MS = 1500;

/**
 * Summarises the rows in a live region and in a progress bar of bytes.
 *
 * @param options.list the rows, each with its stage in `data-stage`
 * @param options.sentShare the share of all bytes that were sent, 0 to 1
 *
 * @example
 * const summary = createSummary({ status, bar, list, sentShare: () => 0.5 });
 */
export function createSummary(options: {
	readonly status: HTMLElement;
	readonly bar: HTMLProgressElement;
	readonly list: HTMLElement;
	readonly sentShare: () => number;
}): Summary {
	const { status, bar, list, sentShare } = options;
	let pending: ReturnType<typeof setTimeout> | undefined;
	let lastAt = 0;

	function write(): void {
		pending = undefined;
		lastAt = performance.now();
		bar.value = sentShare();
		const text = summarise([...list.children].map((row) => stageOf(row)));
		if (status.textContent !== text) status.textContent = text;
	}

	return {
		update() {
			if (pending !== undefined) return;
			pending = setTimeout(write, Math.max(0, PAUSE_MS - (performance.now() - lastAt)));
		},
	};
}

/**
 * Summarises the stages of files.
 *
 * @example
 * summarise(["published", "sending", "failed"]); // "1 of 3 published, 1 uploading, 1 failed"
 */
export function summarise(stages: readonly string[]): string {
	if (stages.length === 0) return "";
	const count = (...counted: readonly Stage["at"][]): number =>
		stages.filter((stage) => counted.some((one) => one === stage)).length;
	const parts: readonly (readonly [number, string])[] = [
		[count("waiting", "sending"), "uploading"],
		[count("interrupted"), "interrupted"],
		[count("received", "reading", "publishing"), "publishing"],
		[count("known"), "already uploaded"],
		[count("failed"), "failed"],
	];
	const rest = parts
		.filter(([number]) => number > 0)
		.map(([number, label]) => `${number} ${label}`);
	return [`${count("published")} of ${stages.length} published`, ...rest].join(", ");
}

function stageOf(row: Element): string {
	return row instanceof HTMLElement ? (row.dataset.stage ?? "") : "";
}
