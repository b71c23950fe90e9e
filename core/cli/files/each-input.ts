import pLimit from "p-limit";
import { printable } from "../console/printable.ts";
import type { Terminal } from "../console/terminal.ts";
import type { Failure, Input, Inputs } from "./inputs.ts";
import { reasonOf } from "./reason.ts";

/** An input and what its task returned. */
export type Done<Result> = { readonly input: Input; readonly result: Result };

/** What became of the inputs. */
export type Outcomes<Result> = {
	/** In the order of the inputs. */
	readonly results: readonly Done<Result>[];
	readonly failures: readonly Failure[];
};

/**
 * Runs a task for all inputs, several at once, and shows the progress. An input that fails does not
 * stop the others. When the program is asked to end, no more inputs are begun.
 *
 * @param concurrency how many inputs are in work, and in memory, at once
 *
 * @example
 * const { results, failures } = await eachInput(found, 4, terminal, (input) => readInput(input, terminal));
 */
export async function eachInput<Result>(
	{ inputs, failures }: Inputs,
	concurrency: number,
	terminal: Pick<Terminal, "progress" | "signal">,
	task: (input: Input) => Promise<Result>,
): Promise<Outcomes<Result>> {
	const limit = pLimit(concurrency);
	const failed: Failure[] = [...failures];
	let done = 0;
	const runOne = async (input: Input): Promise<Done<Result> | null> => {
		try {
			terminal.signal.throwIfAborted();
			return { input, result: await task(input) };
		} catch (error) {
			failed.push({ path: input.path, reason: reasonOf(error) });
			return null;
		} finally {
			terminal.progress.show(++done, inputs.length, printable(input.path));
		}
	};
	const outcomes = await Promise.all(inputs.map((input) => limit(runOne, input)));
	terminal.progress.clear();
	terminal.signal.throwIfAborted();
	const places = inputs.map(({ path }) => path);
	return {
		results: outcomes.filter((outcome) => outcome !== null),
		failures: failed.toSorted((a, b) => places.indexOf(a.path) - places.indexOf(b.path)),
	};
}

/**
 * Lists failures on standard error.
 *
 * @example
 * warnOfFailures([{ path: "a.jpg", reason: { code: "ENOENT", message: "there is no such file" } }], terminal);
 */
export function warnOfFailures(
	failures: readonly Failure[],
	terminal: Pick<Terminal, "warn" | "warningColours">,
): void {
	const { red, bold } = terminal.warningColours;
	if (failures.length === 0) return;
	terminal.warn(red(failures.length === 1 ? "1 file failed:" : `${failures.length} files failed:`));
	for (const { path, reason } of failures) {
		terminal.warn(`  ${bold(printable(path))}: ${printable(reason.message)}`);
	}
}
