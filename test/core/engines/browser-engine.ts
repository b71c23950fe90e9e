import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { createLoadOnce } from "../../../core/async/load-once.ts";
import type { EncodedImage, Engine, Output } from "../../../core/engines/engine.ts";
import { encodedImages } from "../../../core/engines/outputs.ts";
import { WidthwiseError } from "../../../core/errors.ts";
import { sharedChromium } from "../../services/shared.ts";
import type { BrowserAnswer, BrowserJob } from "./in-browser.ts";

/** A site without a server: the browser's requests are answered here. */
const SITE = "http://widthwise.test/";

/** Where an engine runs in Chromium, and which. */
export type BrowserEngineOptions = Pick<BrowserJob, "maxPixels" | "codecs"> & {
	/** An engine of the same kind, for what it declares. It is not used. */
	readonly like: Engine;
	readonly where: "page" | "worker";
};

/**
 * Makes an engine that runs in Chromium, in a page that is not isolated; its results come back. A
 * signal counts if it is aborted before the call or right after it.
 */
export function createBrowserEngine(options: BrowserEngineOptions): Engine {
	const { like, where, maxPixels, codecs } = options;
	const page = createLoadOnce(openPage);
	return {
		...like,
		async render(bytes, outputs, { signal } = {}) {
			const isLate = signal?.aborted === false;
			const engine = like.name === "canvas" ? "canvas" : "jsquash";
			const source = new Uint8Array(bytes).toBase64();
			const tab = await page.get();
			const aborts = !signal?.aborted ? "never" : isLate ? "after its start" : "before";
			const job = { engine, maxPixels, codecs, source, outputs, aborts } as const;
			const found = await answer(tab, where, job);
			if ("isAborted" in found) throw signal?.reason;
			return imagesOf(found, outputs);
		},
		async close() {
			await (await page.peek())?.close();
			page.forget();
		},
	};
}

async function openPage(): Promise<Page> {
	const entry = fileURLToPath(new URL("./in-browser.ts", import.meta.url));
	const built = await Bun.build({ entrypoints: [entry], format: "esm", target: "browser" });
	const script = (await built.outputs[0]?.text()) ?? "";
	const browser = await sharedChromium();
	const page = await browser.newPage();
	page.once("close", () => browser.close());
	await page.route(`${SITE}**`, (route) =>
		route.request().url().endsWith(".js")
			? route.fulfill({ contentType: "text/javascript", body: script })
			: route.fulfill({
					contentType: "text/html",
					body: `<!doctype html><script type="module" src="in-browser.js"></script>`,
				}),
	);
	await page.goto(SITE, { waitUntil: "load" });
	return page;
}

function answer(page: Page, where: "page" | "worker", job: BrowserJob): Promise<BrowserAnswer> {
	if (where === "page") {
		return page.evaluate((sentJob): Promise<BrowserAnswer> => {
			if (crossOriginIsolated) throw new Error("The page is isolated");
			return Reflect.get(globalThis, "render")(sentJob);
		}, job);
	}
	return page.evaluate((sentJob) => {
		const worker = new Worker("in-browser.js", { type: "module" });
		return new Promise<BrowserAnswer>((resolve, reject) => {
			worker.addEventListener("message", ({ data }) => resolve(data));
			worker.addEventListener("error", ({ message }) => reject(new Error(message)));
			worker.postMessage(sentJob);
		}).finally(() => worker.terminate());
	}, job);
}

function imagesOf(
	found: Exclude<BrowserAnswer, { readonly isAborted: true }>,
	outputs: readonly Output[],
): readonly EncodedImage[] {
	if ("code" in found) throw new WidthwiseError(found.code, found.message);
	return encodedImages(
		outputs,
		found.images.map((base64) => Uint8Array.fromBase64(base64)),
	);
}
