import { existsSync } from "node:fs";
import { type Browser, type CDPSession, chromium, type Page } from "playwright-core";

/** Where Debian puts it. */
const CHROMIUM = "/usr/bin/chromium";

/** A network between phone and server: bits a second, both ways, and milliseconds there and back. */
export type Network = { readonly name: string; readonly bits: number; readonly latency: number };

/** What one visit took. */
export type Visit = {
	/** Milliseconds until the largest picture or text was there. */
	readonly largestPaint: number;
	/** The largest was an image of ours, not a placeholder or a text. */
	readonly isPhoto: boolean;
	/** The sum of all layout shifts. */
	readonly layoutShift: number;
	/** Bytes as they travelled, by what they are. */
	readonly bytes: Readonly<Record<"page" | "style" | "script" | "image", number>>;
};

/**
 * Starts the browser.
 *
 * @throws {Error} if there is none
 *
 * @example
 * const browser = await launchBrowser();
 */
export function launchBrowser(): Promise<Browser> {
	if (!existsSync(CHROMIUM)) throw new Error("This needs Chromium: apt-get install chromium");
	return chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
}

/**
 * Visits a page as a phone does for the first time: 390 x 844 at 3 pixels a point, a processor four
 * times slower than this one.
 *
 * @param network `null`: this machine's own
 *
 * @example
 * const { largestPaint } = await visitOnPhone(browser, server.url, null);
 */
export async function visitOnPhone(
	browser: Browser,
	address: string,
	network: Network | null,
): Promise<Visit> {
	await using context = await browser.newContext({
		viewport: { width: 390, height: 844 },
		deviceScaleFactor: 3,
		isMobile: true,
		hasTouch: true,
	});
	const page = await context.newPage();
	const session = await context.newCDPSession(page);
	await throttle(session, network);
	const bytes = countBytes(session);
	await page.goto(address, { waitUntil: "networkidle" });
	return { ...(await readVitals(page)), bytes };
}

async function throttle(session: CDPSession, network: Network | null): Promise<void> {
	await session.send("Network.enable");
	await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
	if (!network) return;
	const bytesPerSecond = network.bits / 8;
	await session.send("Network.emulateNetworkConditions", {
		offline: false,
		latency: network.latency,
		downloadThroughput: bytesPerSecond,
		uploadThroughput: bytesPerSecond,
	});
}

const KINDS: Readonly<Record<string, keyof Visit["bytes"]>> = {
	Document: "page",
	Stylesheet: "style",
	Script: "script",
	Image: "image",
};

function countBytes(session: CDPSession): Visit["bytes"] {
	const bytes = { page: 0, style: 0, script: 0, image: 0 };
	const kinds = new Map<string, keyof Visit["bytes"]>();
	session.on("Network.responseReceived", ({ requestId, type }) => {
		const kind = KINDS[type];
		if (kind) kinds.set(requestId, kind);
	});
	session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
		const kind = kinds.get(requestId);
		if (kind) bytes[kind] += encodedDataLength;
	});
	return bytes;
}

function readVitals(page: Page): Promise<Omit<Visit, "bytes">> {
	return page.evaluate(async () => {
		const entriesOf = (type: string): Promise<readonly PerformanceEntry[]> =>
			new Promise((resolve) => {
				new PerformanceObserver((list) => resolve(list.getEntries())).observe({
					type,
					buffered: true,
				});
				// Nothing is told where there was none.
				setTimeout(() => resolve([]), 500);
			});
		const largest = (await entriesOf("largest-contentful-paint")).at(-1);
		const shifts = await entriesOf("layout-shift");
		return {
			largestPaint: largest?.startTime ?? 0,
			isPhoto: String(largest && Reflect.get(largest, "url")).includes("/media/"),
			layoutShift: shifts.reduce((sum, shift) => sum + Number(Reflect.get(shift, "value")), 0),
		};
	});
}
