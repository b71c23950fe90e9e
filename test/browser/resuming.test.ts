import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import type { Page } from "playwright-core";
import { freePort } from "../free-port.ts";
import { until, within } from "../patience.ts";
import { requires } from "../requirements.ts";
import { makeNewData, type NewData, type RunningServer } from "../running-server.ts";
import { heavy } from "../server/uploads/resumable/tus.ts";
import type { Environment } from "../server-environment.ts";
import { startServerInProcess } from "../server-in-process.ts";
import { startServer } from "../server-process.ts";
import { removeFolder, temporaryFolder } from "../temporary-folder.ts";
import { type ConnectionProxy, startConnectionProxy } from "./connection-proxy.ts";
import { openUpload, row } from "./uploading.ts";
import { visitorsForTests } from "./visitors.ts";

// More bytes than the page sends in one request.
const SIZE = 9_000_000;
const CUT_AT = 3_000_000;

/** The maximum number of bytes that pages, requests and headers take besides the file. */
const OVERHEAD = 500_000;

requires("chromium").describe("an upload in a browser is resumed", () => {
	const open = visitorsForTests();
	let data: NewData | undefined;
	let environment: Environment = {};
	let server: RunningServer | undefined;
	let proxy: ConnectionProxy | undefined;
	let folder: string | undefined;
	beforeAll(async () => {
		data = await makeNewData();
		environment = { ...data.environment, WORKERS: "1", PORT: await freePort() };
		server = await startServerInProcess(data.dataDir, environment);
		proxy = await startConnectionProxy(server);
		folder = await temporaryFolder();
	});
	afterEach(() => proxy?.restore());
	afterAll(async () => {
		await proxy?.close();
		await server?.remove();
		await data?.remove();
		if (folder) await removeFolder(folder);
	});

	function prepared() {
		if (!server || !proxy || !folder) throw new Error("The server has not started yet");
		return { server, proxy, folder };
	}

	/** Sizes of the unfinished uploads on the server's disk, by name. */
	async function staged(): Promise<ReadonlyMap<string, number>> {
		const staging = `${prepared().server.dataDir}/resumable`;
		const names = (await readdir(staging)).filter((name) => !name.endsWith(".json"));
		return new Map(names.map((name) => [name, Bun.file(`${staging}/${name}`).size]));
	}

	/** Starts to upload a file; resolves when the proxy holds the connection after 3 MB. */
	async function beginAndHold(name: string, number: number) {
		const { proxy, folder } = prepared();
		const { page } = await open(proxy.server);
		await openUpload(page);
		const others = await staged();
		const before = proxy.bytesSent();
		const held = proxy.holdAfter(CUT_AT);
		// A file on disk: an upload is only resumed after a reload if the file's date is the same.
		const path = `${folder}/${name}`;
		await Bun.write(path, heavy(number, SIZE));
		await page.getByLabel("Choose photos").setInputFiles(path);
		await within("the proxy holds the upload", held);
		await until("the bytes before the cut are on the server's disk", async () =>
			[...(await staged())].some(([name, size]) => !others.has(name) && size > CUT_AT - OVERHEAD),
		);
		return { page, path, proxy, sentSince: () => proxy.bytesSent() - before };
	}

	/** Presses "Try again" whenever the page offers it, until its photo has arrived. */
	async function retryUntilArrived(page: Page): Promise<void> {
		const arrived = page.locator(".row:is([data-stage=published], [data-stage=known])");
		const retry = page.getByRole("button", { name: "Try again" });
		while (!(await arrived.isVisible())) {
			await arrived.or(retry).first().waitFor();
			if (await retry.isVisible()) await retry.click();
		}
	}

	/**
	 * Resolves when the request that sends bytes has failed; the request for events fails as well.
	 */
	function uploadFailed(page: Page): Promise<unknown> {
		return page.waitForEvent("requestfailed", (request) => request.method() === "PATCH");
	}

	test("automatically after a lost connection, without sending the first bytes again", async () => {
		const { page, proxy, sentSince } = await beginAndHold("tunnel.jpg", 1);
		const failed = uploadFailed(page);
		proxy.cut();
		expect(sentSince()).toBeWithin(CUT_AT, CUT_AT + OVERHEAD);
		await failed;
		const interrupted = row(page, "tunnel.jpg", "interrupted");
		await interrupted.getByText(/^The connection was lost: next attempt in \d+ s$/).waitFor();
		await page.getByRole("status").getByText("1 interrupted").waitFor();
		proxy.restore();
		await row(page, "tunnel.jpg", "published").waitFor();
		expect(sentSince()).toBeWithin(SIZE, SIZE + OVERHEAD);
	});

	test("after the browser was offline", async () => {
		const { page, proxy, sentSince } = await beginAndHold("lift.jpg", 3);
		const failed = uploadFailed(page);
		await page.context().setOffline(true);
		proxy.cut();
		await failed;
		await row(page, "lift.jpg", "interrupted")
			.getByText(/^You are offline: /)
			.waitFor();
		proxy.restore();
		await page.context().setOffline(false);
		await row(page, "lift.jpg", "published").waitFor();
		expect(sentSince()).toBeWithin(SIZE, SIZE + OVERHEAD);
	});

	test("after a reload, which asks for confirmation, if the file is chosen again", async () => {
		const { page, path, sentSince } = await beginAndHold("reloaded.jpg", 4);
		// Browsers only ask on pages with which the user has interacted.
		await page.getByRole("heading", { name: "Upload" }).click();
		const asked = page.waitForEvent("dialog");
		const reloading = page.reload({ waitUntil: "commit" }).catch(() => {});
		const dialog = await asked;
		expect(dialog.type()).toBe("beforeunload");
		// Leaving the page ends its requests.
		await dialog.accept();
		await reloading;
		await page.locator("#upload[data-is-live]").waitFor();
		await page.getByText("These uploads were interrupted: reloaded.jpg.").waitFor();
		await page.getByLabel("Choose photos").setInputFiles(path);
		await row(page, "reloaded.jpg", "published").waitFor();
		expect(sentSince()).toBeWithin(SIZE, SIZE + OVERHEAD);
		await page.reload();
		await page.locator("#upload[data-is-live]").waitFor();
		expect(await page.getByText("These uploads were interrupted").isVisible()).toBe(false);
	});

	test("in two tabs that upload the same file, to the end in both", async () => {
		const { proxy, folder } = prepared();
		const first = await open(proxy.server);
		await openUpload(first.page);
		const second = await first.page.context().newPage();
		await openUpload(second);
		const path = `${folder}/both.jpg`;
		await Bun.write(path, heavy(5, SIZE));
		await Promise.all(
			[first.page, second].map((page) => page.getByLabel("Choose photos").setInputFiles(path)),
		);
		// Each locks the other out at times, and waits longer before every retry; the last is the owner's.
		await Promise.all([first.page, second].map(retryUntilArrived));
	});

	test("by the owner, if the server's confirmation was lost", async () => {
		const { server, folder } = prepared();
		const { page } = await open(server);
		await openUpload(page);
		let confirmations = 0;
		await page.route("**/api/uploads/*", async (route) => {
			const response = await route.fetch();
			const { "photo-id": id, ...others } = response.headers();
			if (id === undefined || ++confirmations > 1) return route.fulfill({ response });
			await route.fulfill({ response, headers: others });
		});
		const path = `${folder}/unconfirmed.jpg`;
		await Bun.write(path, heavy(6, 1000));
		await page.getByLabel("Choose photos").setInputFiles(path);
		const failed = row(page, "unconfirmed.jpg", "failed");
		await failed.getByText("The server did not confirm the upload: try again").waitFor();
		await failed.getByRole("button", { name: "Try again" }).click();
		await row(page, "unconfirmed.jpg", "published").waitFor();
		expect(confirmations).toBe(2);
	});

	// The last test: if it fails, there is no server any more.
	test("after the server was killed and started again", async () => {
		const { server: before } = prepared();
		await before.close();
		await using killed = await startServer(before.dataDir, environment);
		const { page, proxy, sentSince } = await beginAndHold("power cut.jpg", 2);
		const died = killed.stop("SIGKILL");
		// Browsers repeat a request whose connection broke: the dying process's port would accept it.
		proxy.cut();
		await died;
		server = await startServerInProcess(before.dataDir, environment);
		proxy.restore();
		await row(page, "power cut.jpg", "published").waitFor();
		expect(sentSince()).toBeWithin(SIZE, SIZE + OVERHEAD);
	});
});
