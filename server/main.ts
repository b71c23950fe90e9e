import { openLog } from "@widthwise/worker/logging";
import { print, settingsOrExit, shutDownOnSignal } from "@widthwise/worker/programs";
import { serverSettings } from "./settings/server-settings.ts";
import { startServer } from "./start-server.ts";

const settings = settingsOrExit(serverSettings);
const { logLevel: level, logFormat: format } = settings.pipeline;
const log = await openLog({ program: "server", level, format });
try {
	const server = await startServer(settings, log);
	const noticeMs = settings.drainSeconds * 1000;
	shutDownOnSignal({ ...server, noticeMs }, log);
	const site = settings.siteUrl ?? server.url;
	print(`Widthwise is at ${site}`);
	print(`Sign in:        ${site}${server.signInPath}`);
} catch (error) {
	log.error(error);
	process.exit(1);
}
