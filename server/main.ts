import { shutDownOnSignal } from "@widthwise/worker/programs";
import { readEnvironment } from "@widthwise/worker/settings";
import { WidthwiseError } from "widthwise";
import { readServerConfig, type ServerConfig } from "./settings/config.ts";
import { startServer } from "./start-server.ts";

const config = configOrExit();
try {
	const server = await startServer(config);
	shutDownOnSignal(server.close);
	const site = config.siteUrl ?? server.url;
	console.log(`Widthwise is at ${site}`);
	console.log(`Sign in:        ${site}/sign-in?token=${encodeURIComponent(server.ownerToken)}`);
} catch (error) {
	console.error(error instanceof WidthwiseError ? error.message : error);
	process.exit(1);
}

function configOrExit(): ServerConfig {
	try {
		return readServerConfig(readEnvironment());
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		process.exit(1);
	}
}
