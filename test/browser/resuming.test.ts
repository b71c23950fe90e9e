import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import type { Page } from "playwright-core";
import { until, within } from "../patience.ts";
import { requires } from "../requirements.ts";
import {
	freePort,
	type RunningServer,
	removeFolder,
	startNewServer,
	startServer,
	temporaryFolder,
} from "../running-server.ts";
import { heavy } from "../server/uploads/resumable/tus.ts";
import { type Line, layLine } from "./line.ts";
import { openUpload, row } from "./uploading.ts";
import { visitorsForTests } from "./visitors.ts";

// More than goes into one request.
const SIZE = 9_000_000;
const CUT_AT = 3_000_000;

/** Bytes that requests, pages and headers take beside the file, at the most. */
const BESIDE = 500_000;

requires("chromium").describe("an upload in a browser resumes", () => {
	const open = visitorsForTests();
	let server: RunningServer | undefined;
	let line: Line | undefined;
	let folder: string | undefined;
	const environment = { WORKERS: "1", PORT: "" };
	beforeAll(async () => {
		environment.PORT = await freePort();
		server = await startNewServer(environment);
		line = await layLine(server);
		folder = await temporaryFolder();
	});
	afterEach(() => line?.mend());
	afterAll(async () => {
		await line?.close();
		await server?.remove();
		if (folder) await removeFolder(folder);
	});

	function prepared() {
		if (!server || !line || !folder) throw new Error("The server or the line is not there yet");
		return { server, line, folder };
	}

	/** Sizes of the unfinished uploads that are on the server's disk, by name. */
	async function staged(): Promise<ReadonlyMap<string, number>> {
		const staging = `${prepared().server.dataDir}/resumable`;
		const names = (await readdir(staging)).filter((name) => !name.endsWith(".json"));
		return new Map(names.map((name) => [name, Bun.file(`${staging}/${name}`).size]));
	}

	/** Begins to upload a file and resolves when the line holds it, 3 MB later. */
	async function beginAndHold(name: string, number: number) {
		const { line, folder } = prepared();
		const { page } = await open(line.server);
		await openUpload(page);
		const others = await staged();
		const before = line.carried();
		const held = line.holdAfter(CUT_AT);
		// A file, not its bytes: after a reload it is the same one only if its date is.
		const path = `${folder}/${name}`;
		await Bun.write(path, heavy(number, SIZE));
		await page.getByLabel("Choose photos").setInputFiles(path);
		await within("the line holds the upload", held);
		await until("the bytes before the cut are on the server's disk", async () =>
			[...(await staged())].some(([name, size]) => !others.has(name) && size > CUT_AT - BESIDE),
		);
		return { page, path, line, sinceBegun: () => line.carried() - before };
	}

	/** Resolves when the bytes' own request has failed; the events' request is cut off as well. */
	function brokenOff(page: Page): Promise<unknown> {
		return page.waitForEvent("requestfailed", (request) => request.method() === "PATCH");
	}

	test("after a cut connection, by itself, without sending the first bytes again", async () => {
		const { page, line, sinceBegun } = await beginAndHold("tunnel.jpg", 1);
		const failed = brokenOff(page);
		line.cut();
		expect(sinceBegun()).toBeWithin(CUT_AT, CUT_AT + BESIDE);
		await failed;
		line.mend();
		await row(page, "tunnel.jpg", "published").waitFor();
		expect(sinceBegun()).toBeWithin(SIZE, SIZE + BESIDE);
	});

	test("after the browser was offline", async () => {
		const { page, line, sinceBegun } = await beginAndHold("lift.jpg", 3);
		const failed = brokenOff(page);
		await page.context().setOffline(true);
		line.cut();
		await failed;
		line.mend();
		await page.context().setOffline(false);
		await row(page, "lift.jpg", "published").waitFor();
		expect(sinceBegun()).toBeWithin(SIZE, SIZE + BESIDE);
	});

	test("after a reload, when the file is chosen again; leaving asks first", async () => {
		const { page, path, sinceBegun } = await beginAndHold("reloaded.jpg", 4);
		// Browsers ask only on pages that somebody has touched.
		await page.getByRole("heading", { name: "Upload" }).click();
		const asked = page.waitForEvent("dialog");
		const reloading = page.reload({ waitUntil: "commit" }).catch(() => {});
		const dialog = await asked;
		expect(dialog.type()).toBe("beforeunload");
		// With the page goes what it was sending.
		await dialog.accept();
		await reloading;
		await page.locator("#upload[data-is-live]").waitFor();
		await page.getByText("These uploads were interrupted: reloaded.jpg.").waitFor();
		await page.getByLabel("Choose photos").setInputFiles(path);
		await row(page, "reloaded.jpg", "published").waitFor();
		expect(sinceBegun()).toBeWithin(SIZE, SIZE + BESIDE);
		await page.reload();
		await page.locator("#upload[data-is-live]").waitFor();
		expect(await page.getByText("These uploads were interrupted").isVisible()).toBe(false);
	});

	test("in two tabs with one file: it arrives in both", async () => {
		const { line, folder } = prepared();
		const first = await open(line.server);
		await openUpload(first.page);
		const second = await first.page.context().newPage();
		await openUpload(second);
		const path = `${folder}/both.jpg`;
		await Bun.write(path, heavy(5, SIZE));
		await Promise.all(
			[first.page, second].map((page) => page.getByLabel("Choose photos").setInputFiles(path)),
		);
		for (const page of [first.page, second]) {
			// In one another's way, they wait longer each time before they try again.
			await page.locator(".row:is([data-stage=published], [data-stage=here])").waitFor();
		}
	});

	// The last one: where it fails, there is no server.
	test("after the server was killed and started again", async () => {
		const { server: killed } = prepared();
		const { page, line, sinceBegun } = await beginAndHold("power cut.jpg", 2);
		const died = killed.stop("SIGKILL");
		// The browser sends a request again whose connection broke: a dying process's port would take it.
		line.cut();
		await died;
		server = await startServer(killed.dataDir, environment);
		line.mend();
		await row(page, "power cut.jpg", "published").waitFor();
		expect(sinceBegun()).toBeWithin(SIZE, SIZE + BESIDE);
	});
});
