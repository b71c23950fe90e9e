import { chromium } from "playwright-core";
import { PATIENCE_MS } from "../patience.ts";
import { chromiumProgram } from "./chromium-program.ts";

/**
 * Starts Chromium for several programs; it ends with this process. Through Playwright's server and not
 * through the browser's own port: there, each program would have a hand in the pages of all others, answer
 * their dialogs and undo what they emulate.
 */
export async function startChromium(): Promise<{ readonly url: string }> {
	if (chromiumProgram === null) {
		throw new Error("Chromium is not installed: npm run services does it");
	}
	const server = await chromium.launchServer({
		executablePath: chromiumProgram,
		args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
		timeout: PATIENCE_MS,
	});
	return { url: server.wsEndpoint() };
}
