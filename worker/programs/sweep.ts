// `npm run sweep` enqueues unfinished photos, compares catalogue and stores, and prints what it found;
// `npm run sweep -- --repair` repairs it too; `-- --old-widths` removes variants of earlier buckets.

import { openLog } from "../logging/open-log.ts";
import { openPipeline } from "../pipeline.ts";
import { pipelineSettings } from "../settings/pipeline-settings.ts";
import { describeFindings } from "../upkeep/describe-findings.ts";
import { removeOldWidths } from "../upkeep/remove-old-widths.ts";
import { print } from "./print.ts";
import { settingsOrExit } from "./settings-or-exit.ts";
import { shutDownOnSignal } from "./shutdown.ts";

const shouldRemoveWidths = process.argv.includes("--old-widths");
const shouldRepair = process.argv.includes("--repair");
const settings = settingsOrExit(pipelineSettings);
const { logLevel: level, logFormat: format } = settings;
const log = await openLog({ program: "sweep", level, format });
try {
	const nothing = (): void => {};
	const pipeline = await openPipeline(
		{ ...settings, workers: 0 },
		{ log, onRun: nothing, onIngested: nothing, forget: nothing },
	);
	shutDownOnSignal({ close: pipeline.close }, log);
	const unfinished = await pipeline.catalogue.unfinished();
	if (unfinished.length > 0) print(`Unfinished photos enqueued: ${unfinished.length}`);
	await pipeline.finishDeletions().catch((error: unknown) => {
		print("Some deleted photos still have files that could not be deleted");
		log.error(error);
		process.exitCode = 1;
	});
	const findings = await pipeline.audit();
	const lines = describeFindings(findings);
	print(lines.join("\n") || "Catalogue and stores agree");
	const isRepairable = lines.length > 0 && lines.length > Math.sign(findings.lost.length);
	if (isRepairable && shouldRepair) {
		await pipeline.repair(findings);
		print(
			"Repaired: strays are deleted, originals without a record have one, and photos are being published again",
		);
	} else if (isRepairable) {
		print(
			"To delete strays, record originals and publish photos again, run: npm run sweep -- --repair",
		);
	}
	if (shouldRemoveWidths) {
		const removed = await removeOldWidths(pipeline.publicStore, settings.buckets);
		print(`Variants of earlier widths removed: ${removed}`);
	}
	await pipeline.close();
} catch (error) {
	log.error(error);
	process.exit(1);
}
