/** The lines of Bun's output that make up a report. */
const FILE = /^(test\/\S+\.test\.tsx?):$/;
const RESULT = /^\((pass|skip|fail)\) (.*)$/;
const REASON = / \[skipped: ([^\]]+)\]/;
/** The start of Bun's own summary, which repeats skips, failures and totals. */
const SUMMARY = /^ *\d+ (?:pass|tests? (?:skipped|failed|todo):)$/;
/** The only line of the summary that is not a repetition. */
const ERRORS = /^ *\d+ errors?$/;

const MAX_SLOWEST = 10;

/**
 * Creates a report that reads the lines of `bun test` and writes a shorter version: a line for each
 * file as it begins, all failures and printed lines, and at the end the totals.
 *
 * @param {{ files: number, write: (line: string) => void }} options the number of files that will run
 */
export function createReport({ files, write }) {
	const startedAt = Date.now();
	const begun = new Set();
	const counts = { pass: 0, skip: 0, fail: 0 };
	const reasons = new Map();
	const failed = [];
	let file = "";
	let isOver = false;

	function begin(name) {
		file = name;
		if (begun.has(name)) return;
		begun.add(name);
		const number = String(begun.size).padStart(String(files).length);
		write(`[${number} of ${files}, ${since(startedAt)}] ${name}`);
	}

	function note(result, title) {
		// Bun reports the hooks of a skipped suite as skipped tests.
		if (title.endsWith("> (unnamed)")) return;
		counts[result]++;
		if (result === "skip") {
			const reason = REASON.exec(title)?.[1] ?? "no reason given";
			reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
		}
		if (result !== "fail") return;
		failed.push(`${file}: ${title}`);
		write(`(fail) ${file}: ${title}`);
	}

	return {
		counts,
		/** Takes one line. */
		line(line) {
			isOver ||= SUMMARY.test(line);
			if (isOver) return ERRORS.test(line) ? write(line) : undefined;
			const name = FILE.exec(line)?.[1];
			if (name) return begin(name);
			const [, result, title] = RESULT.exec(line) ?? [];
			if (result) return note(result, title);
			if (line.trim() !== "") write(line);
		},
		/**
		 * Writes the totals.
		 *
		 * @param {Record<string, number>} durations milliseconds by file
		 */
		end(durations) {
			const { pass, skip, fail } = counts;
			const slowest = Object.entries(durations)
				.filter(([name]) => begun.has(name))
				.sort(([, a], [, b]) => b - a)
				.slice(0, MAX_SLOWEST);
			if (slowest.length > 0) write("\nThe slowest files:");
			for (const [name, ms] of slowest) write(`${(ms / 1000).toFixed(1).padStart(7)} s  ${name}`);
			if (skip > 0) write("\nSkipped:");
			for (const [reason, count] of reasons) write(`${String(count).padStart(7)}    ${reason}`);
			if (fail > 0) write("\nFailed:");
			for (const title of failed) write(`  ${title}`);
			const total = pass + skip + fail;
			write(`\n${total} tests in ${begun.size} files took ${since(startedAt)}:`);
			write(`${pass} passed, ${skip} skipped, ${fail} failed`);
		},
	};
}

function since(then) {
	const seconds = Math.round((Date.now() - then) / 1000);
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
