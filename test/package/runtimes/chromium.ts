import { join } from "node:path";
import type { Page } from "playwright-core";
import { within } from "../../patience.ts";
import { sharedChromium } from "../../services/shared.ts";
import { bundle } from "./bundle.ts";
import type { Feature } from "./features.ts";
import type { Ends, Runtime, Trial } from "./runtime.ts";

/** Cross-origin isolation (HTML, 7.1.3 and 7.1.4), which browsers require for shared memory. */
const ISOLATION = {
	"cross-origin-opener-policy": "same-origin",
	"cross-origin-embedder-policy": "require-corp",
} as const;

const NEED = "CORS, `DOMParser`, `Node`";

/** The folder with the bundle of a trial, which both kinds of pages use. */
const bundles = new WeakMap<Trial, Promise<string>>();

/** Opens a page with a worker for each trial. */
export async function chromiumRuntime(trial: Trial, isIsolated: boolean): Promise<Runtime> {
	await using opened = new AsyncDisposableStack();
	const bundling = bundles.get(trial) ?? bundle(trial.folder, "in-browser", []);
	bundles.set(trial, bundling);
	const folder = await bundling;
	const site = opened.adopt(serve(trial.folder, folder, isIsolated), (server) => server.stop(true));
	const browser = opened.adopt(await sharedChromium(), (connection) => connection.close());
	const page = await browser.newPage();
	await page.goto(site.url.href);
	if ((await page.evaluate(() => crossOriginIsolated)) !== isIsolated) {
		throw new Error(`Isolation of the page must be ${isIsolated}`);
	}
	const open = opened.move();
	return {
		needs: { s3: NEED },
		tryFeatures: (names, need) => within("the page's worker", inWorker(page, trial, names, need)),
		[Symbol.asyncDispose]: () => open.disposeAsync(),
	};
}

async function inWorker(
	page: Page,
	trial: Trial,
	names: readonly Feature[],
	need: string | null,
): Promise<Ends> {
	const hasXmlParser = need !== null;
	const s3 = need === null ? trial.s3 : trial.openS3;
	const job = { names, photo: trial.photo.toBase64(), s3, hasXmlParser };
	const ends = await page.evaluate((sent) => {
		const worker = new Worker("/in-browser.js", { type: "module" });
		return new Promise<[string, string][]>((resolve, reject) => {
			worker.addEventListener("message", ({ data }) => resolve(data));
			worker.addEventListener("error", ({ message }) => reject(new Error(message)));
			worker.postMessage(sent);
		}).finally(() => worker.terminate());
	}, job);
	return new Map(ends);
}

/** Serves the bundle, and the WebAssembly of packages at the paths where the bundle expects it. */
function serve(project: string, bundled: string, isIsolated: boolean) {
	const modules = join(project, "node_modules");
	const headers = isIsolated ? ISOLATION : {};
	return Bun.serve({
		port: 0,
		hostname: "127.0.0.1",
		async fetch(request) {
			const path = new URL(request.url).pathname;
			if (path === "/") {
				return new Response("<!doctype html>", {
					headers: { ...headers, "content-type": "text/html" },
				});
			}
			const places = [
				join(bundled, path),
				join(modules, path),
				join(modules, path.replace(/^\/(wasm-vips\/)?/, "/wasm-vips/lib/")),
			];
			for (const file of places.map((place) => Bun.file(place))) {
				if (await file.exists()) return new Response(file, { headers });
			}
			return new Response(null, { status: 404 });
		},
	});
}
