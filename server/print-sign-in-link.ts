// `npm run sign-in` prints a link to sign in with. The server may be running.
import { loadOwnerToken } from "@widthwise/worker/owner";
import { print, settingsOrExit } from "@widthwise/worker/programs";
import { serverSettings } from "./settings/server-settings.ts";
import { signInPath } from "./sign-in/sign-in-link.ts";

const { siteUrl, port, ownerToken, pipeline } = settingsOrExit(serverSettings);
const token = ownerToken ?? (await loadOwnerToken(pipeline.dataDir));
print((siteUrl ?? `http://localhost:${port}`) + signInPath(token, Date.now()));
process.exit(0);
