import { BUSY_SHARE, busyShare } from "../harness/machine.ts";
import { installRivals } from "../harness/rivals.ts";
import { parseResultsOptions, RESULTS_USAGE, type ResultsOptions } from "./options.ts";
import { runMeasurement } from "./run-measurement.ts";
import { readCircumstances } from "./stored/circumstances.ts";
import { storeResult } from "./stored/stored-results.ts";
import { installedVersions } from "./versions.ts";
import { writeResults } from "./write-results.ts";

/** Checks of a busy machine, half a second each, before measuring anyway. */
const MAX_QUIET_CHECKS = 60;

/**
 * Runs the results part of the bench: runs and stores measurements if requested, and writes RESULTS.md
 * and its plots from the stored results.
 *
 * @param args the arguments after `results`
 * @param print writes to the standard output
 *
 * @throws {Error} with a message for the user
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
	print(`Written: ${await writeResults(options.folder)}`);
	if (missing.length > 0) print(`Not measured: ${missing.join(", ")}`);
}

/** Runs measurements sequentially; returns those that failed, with the reasons. */
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
		await storeResult(folder, name, { circumstances, ...ran });
	}
	return missing;
}

/** If the installation fails, the parts that need rivals report it themselves. */
function tryInstallRivals(): void {
	try {
		installRivals();
	} catch (error) {
		console.error(`${error}`);
	}
}

/** Waits a while for other programs; returns the share of the processors that they still use. */
function waitUntilQuiet(): number {
	let share = busyShare();
	for (let checks = 0; share > BUSY_SHARE && checks < MAX_QUIET_CHECKS; checks++) {
		share = busyShare();
	}
	return share;
}
