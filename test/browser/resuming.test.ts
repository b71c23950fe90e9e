import {
	afterAll,
	afterEach,
	beforeAll,
	describe,
	expect,
	setDefaultTimeout,
	test,
} from "bun:test";
import type { Browser } from "playwright-core";
import { freePort, type RunningServer, startServer, temporaryFolder } from "../running-server.ts";
import { heavy } from "../server/tus.ts";
import { hasBrowser, launch, visit } from "./browser.ts";
import { type Line, layLine } from "./line.ts";
import { choose, openUpload, row } from "./uploading.ts";

setDefaultTimeout(40_000);

const SIZE = 12_000_000;
const CUT_AT = 5_000_000;

/** Bytes that requests, pages and headers take beside the file, at the most. */
const BESIDE = 200_000;

describe.skipIf(!hasBrowser)("an upload in a browser resumes", () => {
	let browser: Browser;
	let server: RunningServer;
	let line: Line;
	const environment = { WORKERS: "1", PORT: "" };
	beforeAll(async () => {
		environment.PORT = await freePort();
		server = await startServer(await temporaryFolder(), environment);
		line = await layLine(server);
		browser = await launch();
	});
	afterEach(() => line.mend());
	afterAll(async () => {
		await browser.close();
		await line.close();
		await server.remove();
	});

	/** Begins to upload a file and resolves when the line holds it, 5 MB later. */
	async function beginAndHold(name: string, number: number) {
		const { page, close } = await visit(browser, line.server);
		await openUpload(page);
		const before = line.carried();
		const held = line.holdAfter(CUT_AT);
		const bytes = heavy(number, SIZE);
		await choose(page, [name, bytes]);
		await held;
		return { page, close, bytes, sinceBegun: () => line.carried() - before };
	}

	test("after a cut connection, by itself, without sending the first bytes again", async () => {
		const { page, close, sinceBegun } = await beginAndHold("tunnel.jpg", 1);
		line.cut();
		expect(sinceBegun()).toBe(CUT_AT);
		line.mend();
		await row(page, "tunnel.jpg", "published").waitFor();
		expect(sinceBegun()).toBeWithin(SIZE, SIZE + BESIDE);
		await close();
	});

	test("after the server was killed and started again", async () => {
		const { page, close, sinceBegun } = await beginAndHold("power cut.jpg", 2);
		await server.stop("SIGKILL");
		server = await startServer(server.dataDir, environment);
		line.mend();
		await row(page, "power cut.jpg", "published").waitFor();
		expect(sinceBegun()).toBeWithin(SIZE, SIZE + BESIDE);
		await close();
	});

	test("after the browser was offline", async () => {
		const { page, close, sinceBegun } = await beginAndHold("lift.jpg", 3);
		await page.context().setOffline(true);
		line.cut();
		line.mend();
		await page.context().setOffline(false);
		await row(page, "lift.jpg", "published").waitFor();
		expect(sinceBegun()).toBeWithin(SIZE, SIZE + BESIDE);
		await close();
	});

	test("after a reload, when the file is chosen again; leaving asks first", async () => {
		const { page, close, bytes, sinceBegun } = await beginAndHold("reloaded.jpg", 4);
		// Browsers ask only on pages that somebody has touched.
		await page.getByRole("heading", { name: "Upload" }).click();
		const asked = page.waitForEvent("dialog");
		const reloading = page.reload({ waitUntil: "commit" }).catch(() => {});
		const dialog = await asked;
		expect(dialog.type()).toBe("beforeunload");
		line.cut();
		line.mend();
		await dialog.accept();
		await reloading;
		await page.locator("#upload[data-is-live]").waitFor();
		await page.getByText("These uploads were interrupted: reloaded.jpg.").waitFor();
		await choose(page, ["reloaded.jpg", bytes]);
		await row(page, "reloaded.jpg", "published").waitFor();
		expect(sinceBegun()).toBeWithin(SIZE, SIZE + BESIDE);
		await page.reload();
		await page.locator("#upload[data-is-live]").waitFor();
		expect(await page.getByText("These uploads were interrupted").isVisible()).toBe(false);
		await close();
	});

	test("in two tabs with one file: it arrives in both", async () => {
		const first = await visit(browser, line.server);
		await openUpload(first.page);
		const second = await first.page.context().newPage();
		await openUpload(second);
		const bytes = heavy(5, SIZE);
		await Promise.all([first.page, second].map((page) => choose(page, ["both.jpg", bytes])));
		for (const page of [first.page, second]) {
			await page
				.locator(".row:is([data-stage=published], [data-stage=here])")
				.waitFor({ timeout: 30_000 });
		}
		await first.close();
	});
});
