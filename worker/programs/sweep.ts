// `npm run sweep`: enqueues what is unfinished, compares catalogue and stores, and says what it found;
// with `-- --repair` it cures it too.

import { openPipeline } from "../pipeline.ts";
import { pipelineSettings } from "../settings/pipeline-settings.ts";
import { describeFindings } from "../upkeep/describe-findings.ts";
import { settingsOrExit } from "./settings-or-exit.ts";

const isRepair = process.argv.includes("--repair");
const settings = settingsOrExit(pipelineSettings);
try {
	const nothing = (): void => {};
	const pipeline = await openPipeline(
		{ ...settings, workers: 0 },
		{ onError: console.error, onRun: nothing, onIngested: nothing, forget: nothing },
	);
	const unfinished = await pipeline.catalogue.unfinished();
	if (unfinished.length > 0) console.log(`Enqueued, since unfinished: ${unfinished.length} photos`);
	await pipeline.finishDeletions().catch((error: unknown) => {
		console.error("Not all deleted photos could be removed wholly:", error);
		process.exitCode = 1;
	});
	const findings = await pipeline.audit();
	const lines = describeFindings(findings);
	console.log(lines.join("\n") || "Catalogue and stores agree");
	const isCurable = lines.length > 0 && lines.length > Math.sign(findings.lost.length);
	if (isCurable && isRepair) {
		await pipeline.repair(findings);
		console.log(
			"Strays are removed, originals without a record have one, and what can be is published again",
		);
	} else if (isCurable) {
		console.log(
			"npm run sweep -- --repair removes strays, makes records for originals without one, and publishes again what can be",
		);
	}
	await pipeline.close();
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
}
