// Starts a server on a port that is taken, and prints why it refused to start. Then nothing that it
// opened may keep this process alive.
import { requireSettings } from "widthwise/settings";
import { serverSettings } from "../../server/settings/server-settings.ts";
import { startServer } from "../../server/start-server.ts";
import { openLog } from "../../worker/logging/open-log.ts";

const log = await openLog({ program: "test", level: "error", format: "json" });
const taken = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response() });
const settings = requireSettings(serverSettings, {
	DATA_DIR: process.argv[2],
	HOST: "127.0.0.1",
	PORT: String(taken.port),
});
const refused = await startServer(settings, log).catch((error: unknown) => error);
await taken.stop(true);
console.log(refused instanceof Error && "code" in refused ? refused.code : refused);
