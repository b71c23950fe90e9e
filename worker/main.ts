import { readEnvironment, readPipelineConfig } from "./config.ts";
import { createEnvironmentReader } from "./environment.ts";
import { openPipeline } from "./pipeline.ts";
import { shutDownOnSignal } from "./shutdown.ts";

const reader = createEnvironmentReader(readEnvironment());
const config = readPipelineConfig(reader);
if (config.databaseUrl === undefined) {
	reader.report(
		"npm run worker needs DATABASE_URL: the embedded database belongs to the server's process, which publishes by itself",
	);
}
if (config.workers === 0) reader.report("WORKERS is 0: this worker would have nothing to do");
if (reader.problems.length > 0) {
	console.error(reader.problems.join("\n"));
	process.exit(1);
}
try {
	const nothing = (): void => {};
	const pipeline = await openPipeline(config, {
		onError: console.error,
		onRun: nothing,
		onIngested: (outcome, milliseconds) =>
			console.log(`${outcome} in ${Math.round(milliseconds)} ms`),
		forget: nothing,
	});
	shutDownOnSignal(pipeline.close);
	console.log(`Publishing, ${config.workers} at once`);
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
}
