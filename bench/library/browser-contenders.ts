import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type BrowserServer, chromium, type Page } from "playwright-core";
import { requireChromium } from "../harness/chromium.ts";
import { memoryOf } from "../harness/process-usage.ts";
import type { Contender, Job } from "./contender.ts";
import type { PageJob, PagePicture } from "./in-page.ts";
import type { PackedLibrary } from "./packed-library.ts";

/**
 * Returns the browser's own functions and the library's canvas engine, in a page of Chromium.
 *
 * @param photo path of the photo that the page gets
 *
 * @example
 * const [canvas, ours] = await contendersInChromium("photo.jpg", packed);
 */
export async function contendersInChromium(
	photo: string,
	packed: PackedLibrary,
): Promise<readonly Contender[]> {
	const built = await Bun.build({
		entrypoints: [join(import.meta.dir, "in-page.ts")],
		...{ format: "esm", target: "browser", minify: true },
	});
	const script = (await built.outputs[0]?.text()) ?? "";
	return [
		inChromium("Chromium's canvas", "plain", null, { photo, script }),
		inChromium("Widthwise, canvas", "widthwise", packed.bytes, { photo, script }),
	];
}

type Site = { readonly photo: string; readonly script: string };

function inChromium(
	name: string,
	engine: PageJob["engine"],
	size: number | null,
	site: Site,
): Contender {
	return {
		name,
		installedBytes: size,
		countsStart: false,
		async start() {
			await using opened = new AsyncDisposableStack();
			const server = opened.adopt(serve(site), (running) => running.stop(true));
			const launched = opened.adopt(await launch(), (running) => running.close());
			const browser = opened.use(await chromium.connect(launched.wsEndpoint()));
			const page = await browser.newPage();
			const open = opened.move();
			return {
				render: (job) => renderInPage(page, server.url.href, engine, job),
				peakMemory: () => peakOfRenderers(launched),
				[Symbol.asyncDispose]: () => open.disposeAsync(),
			};
		},
	};
}

function launch(): Promise<BrowserServer> {
	return chromium.launchServer({
		executablePath: requireChromium(),
		args: ["--no-sandbox", "--disable-gpu"],
	});
}

function serve({ photo, script }: Site): Bun.Server<undefined> {
	const html = '<!doctype html><script type="module" src="/script.js"></script>';
	return Bun.serve({
		port: 0,
		hostname: "127.0.0.1",
		routes: {
			"/": new Response(html, { headers: { "content-type": "text/html" } }),
			"/script.js": new Response(script, { headers: { "content-type": "text/javascript" } }),
			"/photo": () => new Response(Bun.file(photo)),
		},
	});
}

/** The first call loads the page. */
async function renderInPage(page: Page, url: string, engine: PageJob["engine"], job: Job) {
	if (page.url() !== url) await page.goto(url, { waitUntil: "load" });
	const { width, height, format, quality } = job;
	const { picture, milliseconds } = await page.evaluate(
		(sent): Promise<PagePicture> => Reflect.get(globalThis, "render")(sent),
		{ engine, width, height, format, quality },
	);
	const bytes = await Bun.write(job.output, Uint8Array.fromBase64(picture));
	return { bytes, milliseconds };
}

/** The largest of the browser's processes for pages. */
function peakOfRenderers(launched: BrowserServer): number {
	const browser = launched.process().pid ?? 0;
	const renderers = readdirSync("/proc")
		.map(Number)
		.filter((pid) => pid > 0 && isRendererOf(browser, pid));
	return Math.max(...renderers.map((pid) => memoryOf(pid).peak));
}

function isRendererOf(browser: number, pid: number): boolean {
	try {
		const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
		return command.includes("--type=renderer") && isAncestor(browser, pid);
	} catch {
		return false; // It has ended.
	}
}

/** Renderers are children of a process that starts them. */
function isAncestor(ancestor: number, pid: number): boolean {
	if (pid <= 1) return false;
	const status = readFileSync(`/proc/${pid}/status`, "utf8");
	const parent = Number(/PPid:\s+(\d+)/.exec(status)?.[1]);
	return parent === ancestor || isAncestor(ancestor, parent);
}
