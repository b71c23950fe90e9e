// `npm run sweep` enqueues unfinished photos, compares catalogue and stores, and prints what it found;
// `npm run sweep -- --repair` repairs it too.

import { openPipeline } from "../pipeline.ts";
import { pipelineSettings } from "../settings/pipeline-settings.ts";
import { describeFindings } from "../upkeep/describe-findings.ts";
import { settingsOrExit } from "./settings-or-exit.ts";

const shouldRepair = process.argv.includes("--repair");
const settings = settingsOrExit(pipelineSettings);
try {
	const nothing = (): void => {};
	const pipeline = await openPipeline(
		{ ...settings, workers: 0 },
		{ onError: console.error, onRun: nothing, onIngested: nothing, forget: nothing },
	);
	const unfinished = await pipeline.catalogue.unfinished();
	if (unfinished.length > 0) console.log(`Unfinished photos enqueued: ${unfinished.length}`);
	await pipeline.finishDeletions().catch((error: unknown) => {
		console.error("Some deleted photos still have files that could not be deleted:", error);
		process.exitCode = 1;
	});
	const findings = await pipeline.audit();
	const lines = describeFindings(findings);
	console.log(lines.join("\n") || "Catalogue and stores agree");
	const isRepairable = lines.length > 0 && lines.length > Math.sign(findings.lost.length);
	if (isRepairable && shouldRepair) {
		await pipeline.repair(findings);
		console.log(
			"Repaired: strays are deleted, originals without a record have one, and photos are being published again",
		);
	} else if (isRepairable) {
		console.log(
			"To delete strays, record originals and publish photos again, run: npm run sweep -- --repair",
		);
	}
	await pipeline.close();
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
}
