import { BUSY_SHARE, busyShare } from "../harness/machine.ts";
import { installRivals } from "../harness/rivals.ts";
import { readCircumstances } from "./stored/circumstances.ts";
import { keep } from "./stored/stored-results.ts";
import { parseResultsOptions, RESULTS_USAGE, type ResultsOptions } from "./options.ts";
import { runMeasurement } from "./run-measurement.ts";
import { installedVersions } from "./versions.ts";
import { writeResults } from "./write-results.ts";

/** Looks, of half a second each, until a busy machine is measured all the same. */
const MAX_QUIET_CHECKS = 60;

/**
 * The results part of the bench: measures everything if asked to, keeps it, and writes RESULTS.md and
 * its plots out of what is kept.
 *
 * @param args what follows `results` on the command line
 * @param print writes to the standard output
 *
 * @throws {Error} with a message for the person at the keyboard
 *
 * @example
 * await results(["--run", "upload,hits"], console.log);
 */
export async function results(
	args: readonly string[],
	print: (text: string) => void,
): Promise<void> {
	if (args.includes("--help")) {
		print(RESULTS_USAGE);
		return;
	}
	const options = parseResultsOptions(args);
	const missing = await measure(options, print);
	print(`HandWrittenText: ${await writeResults(options.folder)}`);
	if (missing.length > 0) print(`Not measured: ${missing.join(", ")}`);
}

/** Measures one after the other; returns what could not be. */
async function measure(
	{ run, folder, photos, environment }: ResultsOptions,
	print: (text: string) => void,
): Promise<readonly string[]> {
	if (run.length === 0) return [];
	const about = await readCircumstances(photos);
	if (run.some(({ usesRivals }) => usesRivals)) tryInstallRivals();
	const missing: string[] = [];
	for (const [i, measurement] of run.entries()) {
		const { name, isTimed, needsServices } = measurement;
		const willRun = !needsServices || environment !== null;
		const busyShare = isTimed && willRun ? waitUntilQuiet() : 0;
		print(`${name} (${i + 1} of ${run.length})`);
		const ran = await runMeasurement(measurement, { photos, environment });
		if (ran.missing !== null) missing.push(`${name}: ${ran.missing}`);
		const circumstances = { ...about, versions: await installedVersions(), busyShare };
		await keep(folder, name, { circumstances, ...ran });
	}
	return missing;
}

/** The parts that need what cannot be installed say so themselves. */
function tryInstallRivals(): void {
	try {
		installRivals();
	} catch (error) {
		console.error(`${error}`);
	}
}

/** Waits a while for other programs; returns the share of the processors that they still take. */
function waitUntilQuiet(): number {
	let share = busyShare();
	for (let looks = 0; share > BUSY_SHARE && looks < MAX_QUIET_CHECKS; looks++) share = busyShare();
	return share;
}
