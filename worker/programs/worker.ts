import { openPipeline } from "../pipeline.ts";
import { settingsOrExit } from "./settings-or-exit.ts";
import { shutDownOnSignal } from "./shutdown.ts";
import { workerSettings } from "./worker-settings.ts";

const settings = settingsOrExit(workerSettings);
try {
	const nothing = (): void => {};
	const pipeline = await openPipeline(settings, {
		onError: console.error,
		onRun: nothing,
		onIngested: (outcome, milliseconds) =>
			console.log(`${outcome} in ${Math.round(milliseconds)} ms`),
		forget: nothing,
	});
	shutDownOnSignal(pipeline.close);
	console.log(`Publishing up to ${settings.workers} photos at a time`);
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
}
