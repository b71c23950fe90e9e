import { verify } from "../../privacy/verify.ts";
import { type ExitCode, FAILED, FINE } from "../arguments/command.ts";
import { printable } from "../console/printable.ts";
import { countOfFiles } from "../console/sizes.ts";
import type { Terminal } from "../console/terminal.ts";
import { eachInput, warnOfFailures } from "../files/each-input.ts";
import { type Inputs, readInput } from "../files/inputs.ts";
import { outcomeList } from "../files/outcome-list.ts";
import { type Keepable, keptIn } from "./keep.ts";

/** How many photos are in memory at once. */
const CONCURRENCY = 4;

/**
 * Checks that photos have no metadata but what may stay, and names what they have.
 *
 * @param keep the fields that may stay
 * @param asJson whether a list is printed for programs
 *
 * @example
 * await checkPhotos(await findInputs(["public"], { filter: isPhoto, except: null }), [], false, terminal);
 */
export async function checkPhotos(
	found: Inputs,
	keep: readonly Keepable[],
	asJson: boolean,
	terminal: Terminal,
): Promise<ExitCode> {
	const outcomes = await eachInput(found, CONCURRENCY, terminal, async (input) => {
		const bytes = await readInput(input, terminal);
		return verify(bytes, await keptIn(bytes, keep));
	});
	const { results, failures } = outcomes;
	const left = results.filter(({ result }) => result.length > 0);
	if (asJson) {
		terminal.print(JSON.stringify(outcomeList(outcomes, (left) => ({ private: left }))));
	} else {
		const { red } = terminal.colours;
		for (const { input, result } of left) {
			terminal.print(`${printable(input.path)}: ${red(printable(result.join(", ")))}`);
		}
		if (results.length > 0) terminal.warn(verdictOf(left.length, results.length, terminal));
	}
	warnOfFailures(failures, terminal);
	return left.length > 0 || failures.length > 0 ? FAILED : FINE;
}

function verdictOf(left: number, checked: number, terminal: Terminal): string {
	const { red, green } = terminal.warningColours;
	if (left === 0) return green(`Nothing private in ${countOfFiles(checked)}`);
	const fix = "npx widthwise strip --in-place removes it";
	return red(`Something private is left in ${left} of ${countOfFiles(checked)}: ${fix}`);
}
