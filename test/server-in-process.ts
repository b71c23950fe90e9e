import { openSync, readFileSync } from "node:fs";
import { openLog } from "@widthwise/worker/logging";
import { readSettings } from "widthwise/settings";
import { serverSettings } from "../server/settings/server-settings.ts";
import { startServer } from "../server/start-server.ts";
import { within } from "./patience.ts";
import type { RunningServer } from "./running-server.ts";
import { type Environment, serverEnvironment } from "./server-environment.ts";
import { LENT_SETTINGS, lendAwsSettings } from "./settings.ts";
import { sharedThreads } from "./shared-threads.ts";
import { removeFolder } from "./temporary-folder.ts";

/** Settings that start with AWS_ and are ours, or are lent to the SDK. */
const ALLOWED: readonly string[] = ["AWS_REGION", ...LENT_SETTINGS];

/**
 * Starts the server on a data folder in this process. `await using` closes it.
 *
 * @throws if a setting is wrong, or is another one that the AWS SDK reads from the environment of its process
 */
export async function startServerInProcess(
	dataDir: string,
	environment: Environment,
): Promise<RunningServer> {
	const foreign = Object.keys(environment).filter(
		(name) => name.startsWith("AWS_") && !ALLOWED.includes(name),
	);
	if (foreign.length > 0) throw new Error(`Start a process, which reads ${foreign.join(", ")}`);
	const read = readSettings(serverSettings, serverEnvironment(dataDir, environment));
	if (!read.ok) throw new Error(read.problems.join("\n"));
	const { logLevel: level, logFormat: format } = read.value.pipeline;
	const logFile = `${dataDir}.log`;
	// Never closed: the log has no end, and may still be writing.
	const log = await openLog({
		program: "server",
		level,
		format,
		descriptor: openSync(logFile, "a"),
	});
	using begun = new DisposableStack();
	begun.use(lendAwsSettings(environment));
	const server = await startServer(read.value, log, sharedThreads);
	const lent = begun.move();
	const close = async (): Promise<void> => {
		await within("the server closes", server.close());
		lent.dispose();
	};
	return {
		url: server.url,
		dataDir,
		log: () => readFileSync(logFile, "utf8"),
		close,
		async remove() {
			await close();
			await Promise.all([dataDir, logFile].map(removeFolder));
		},
		[Symbol.asyncDispose]: close,
	};
}
