import { chromium } from "playwright-core";
import { PATIENCE_MS } from "../patience.ts";
import { chromiumProgram } from "./chromium-program.ts";

/**
 * Starts Chromium for several programs; it ends with this process. Programs connect to Playwright's
 * server, not to the browser's own port: there, each would see the pages of all others, answer their
 * dialogs and undo their emulation.
 */
export async function startChromium(): Promise<{ readonly url: string }> {
	if (chromiumProgram === null) {
		throw new Error("Chromium is not installed: run npm run services");
	}
	const server = await chromium.launchServer({
		executablePath: chromiumProgram,
		args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
		timeout: PATIENCE_MS,
	});
	return { url: server.wsEndpoint() };
}
