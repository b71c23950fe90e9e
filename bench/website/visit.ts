import { type Browser, type CDPSession, chromium, type Page } from "playwright-core";
import { requireChromium } from "../harness/chromium.ts";

/** A network: bits per second in both directions, and the round-trip time in milliseconds. */
export type Network = { readonly name: string; readonly bits: number; readonly latency: number };

/** The measurements of one visit. */
export type Visit = {
	/** Largest contentful paint, in milliseconds. */
	readonly largestPaint: number;
	/** Whether the largest element was a photo, not a placeholder or a text. */
	readonly isPhoto: boolean;
	/** The sum of all layout shifts. */
	readonly layoutShift: number;
	/** Transferred bytes, by type. */
	readonly bytes: Readonly<Record<"page" | "style" | "script" | "image", number>>;
};

/**
 * Starts the browser.
 *
 * @throws {Error} if it is not installed
 *
 * @example
 * const browser = await launchBrowser();
 */
export function launchBrowser(): Promise<Browser> {
	const executablePath = requireChromium();
	return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
}

/**
 * Visits a page as a phone on its first visit: 390 x 844 CSS pixels with a DPR of 3, and a processor four
 * times slower than this machine's.
 *
 * @param network `null`: this machine's network
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
				// Without entries, the observer is never called.
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
