import { openLog } from "../logging/open-log.ts";
import { createWorkerMetrics } from "../metrics/worker-metrics.ts";
import { openPipeline } from "../pipeline.ts";
import { serveMetrics } from "./metrics-server.ts";
import { settingsOrExit } from "./settings-or-exit.ts";
import { shutDownOnSignal } from "./shutdown.ts";
import { workerSettings } from "./worker-settings.ts";

const settings = settingsOrExit(workerSettings);
const { logLevel: level, logFormat: format } = settings;
const log = await openLog({ program: "worker", level, format });
try {
	const metrics = createWorkerMetrics();
	const pipeline = await openPipeline(settings, {
		log,
		onRun: metrics.ran,
		onIngested: ({ outcome, milliseconds }) => metrics.ingested(outcome, milliseconds),
		forget() {},
	});
	metrics.watch(pipeline);
	const { metricsAt } = settings;
	const serving = metricsAt && serveMetrics(metricsAt, metrics);
	if (serving) log.info(`Metrics: ${serving.url}/metrics`);
	const close = async (): Promise<void> => {
		await pipeline.close();
		await serving?.stop();
	};
	shutDownOnSignal({ close }, log);
	log.info(`Publishing up to ${settings.workers} photos at a time`);
} catch (error) {
	log.error(error);
	process.exit(1);
}
