import { chromium } from "playwright-core";
import { PATIENCE_MS } from "../patience.ts";
import { freePort } from "../running-server.ts";

/** Starts Chromium with a port for several programs; it ends with this process. */
export async function startChromium(): Promise<{ readonly url: string }> {
	const program = Bun.which("chromium");
	if (program === null) throw new Error("chromium is not installed: npm run services does it");
	const port = await freePort();
	await chromium.launch({
		executablePath: program,
		args: [
			"--no-sandbox",
			"--disable-gpu",
			"--disable-background-networking",
			"--no-first-run",
			`--remote-debugging-port=${port}`,
		],
		timeout: PATIENCE_MS,
	});
	return { url: `http://127.0.0.1:${port}` };
}
