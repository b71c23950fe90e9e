import { openLog } from "../logging/open-log.ts";
import { openPipeline } from "../pipeline.ts";
import { settingsOrExit } from "./settings-or-exit.ts";
import { shutDownOnSignal } from "./shutdown.ts";
import { workerSettings } from "./worker-settings.ts";

const settings = settingsOrExit(workerSettings);
const { logLevel: level, logFormat: format } = settings;
const log = openLog({ program: "worker", level, format });
try {
	const nothing = (): void => {};
	const hooks = { log, onRun: nothing, onIngested: nothing, forget: nothing };
	const pipeline = await openPipeline(settings, hooks);
	shutDownOnSignal({ close: pipeline.close }, log);
	log.info(`Publishing up to ${settings.workers} photos at a time`);
} catch (error) {
	log.error(error);
	process.exit(1);
}
