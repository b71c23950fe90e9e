import { settingsOrExit, shutDownOnSignal } from "@widthwise/worker/programs";
import { WidthwiseError } from "widthwise";
import { serverSettings } from "./settings/server-settings.ts";
import { startServer } from "./start-server.ts";

const settings = settingsOrExit(serverSettings);
try {
	const server = await startServer(settings);
	shutDownOnSignal(server.close);
	const site = settings.siteUrl ?? server.url;
	console.log(`Widthwise is at ${site}`);
	console.log(`Sign in:        ${site}${server.signInPath}`);
} catch (error) {
	console.error(error instanceof WidthwiseError ? error.message : error);
	process.exit(1);
}
