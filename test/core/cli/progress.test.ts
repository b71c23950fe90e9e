import { describe, expect, test } from "bun:test";
import { createProgressBar } from "../../../core/cli/console/progress.ts";

/** A bar on a terminal that is 40 characters wide, and a clock. */
function watchedBar() {
	const written: string[] = [];
	let time = 0;
	const bar = createProgressBar({
		write: (text) => void written.push(text),
		columns: () => 40,
		now: () => time,
	});
	const advance = (ms: number): void => {
		time += ms;
	};
	return { bar, written, advance };
}

describe("a progress bar", () => {
	test("shows what is done, in one line that fits", () => {
		const { bar, written } = watchedBar();
		bar.show(3, 12, "a-name-that-is-too-long-for-this-terminal.jpg");
		expect(written).toEqual(["\r\u001b[K[######------------------] 3/12 a-name-"]);
	});

	test("is not drawn too often, but always at the end", () => {
		const { bar, written, advance } = watchedBar();
		bar.show(1, 3, "a");
		bar.show(2, 3, "b");
		expect(written).toHaveLength(1);
		advance(100);
		bar.show(2, 3, "b");
		bar.show(3, 3, "c");
		expect(written).toHaveLength(3);
	});

	test("removes its line once", () => {
		const { bar, written } = watchedBar();
		bar.clear();
		bar.showText("a.log: 1,000 lines");
		bar.clear();
		bar.clear();
		expect(written).toEqual(["\r\u001b[Ka.log: 1,000 lines", "\r\u001b[K"]);
	});
});
