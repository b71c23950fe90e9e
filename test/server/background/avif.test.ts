import { afterAll, expect, test } from "bun:test";
import { visit } from "../../browser/browser.ts";
import { untilPhotosShown } from "../../browser/vitals.ts";
import { startWorkers } from "../../faults/workers.ts";
import { until } from "../../patience.ts";
import { requires } from "../../requirements.ts";
import { makeNewData, type RunningServer, startNewServer } from "../../running-server.ts";
import { startServerInProcess } from "../../server-in-process.ts";
import { startServer } from "../../server-process.ts";
import { sharedChromium, sharedPostgres, sharedRedis } from "../../services/shared.ts";
import { asOwner, photo, upload } from "../client.ts";
import { filesIn } from "../data-folder.ts";
import { drawn } from "../drawn-photos.ts";
import { settled } from "../photo-events.ts";

const BUCKETS = { WIDTH_BUCKETS: "32,64,128,256" };
const ON = { AVIF: "true", FIRST_SET: "true" };

const data = await makeNewData();
const { dataDir } = data;
let server: RunningServer = await startServerInProcess(dataDir, {
	...data.environment,
	...BUCKETS,
});
afterAll(async () => {
	await server.remove();
	await data.remove();
});

async function restart(start: typeof startServerInProcess): Promise<void> {
	await server[Symbol.asyncDispose]();
	server = await start(dataDir, { ...data.environment, ...BUCKETS, ...ON });
}

const avifFiles = async (id: string): Promise<readonly string[]> =>
	(await filesIn(server, "public")).filter((name) => name.includes(id) && name.endsWith(".avif"));

const hasSet = async (id: string, of = server) =>
	typeof (await photo(of, id))?.avifSrcset === "string";

const untilSet = (id: string) => until("the photo has an AVIF set", () => hasSet(id));

const sourceOn = async (path: string): Promise<string | null> =>
	/<source type="image\/avif"[^>]* srcset="([^"]*)"/.exec(
		await (await fetch(server.url + path)).text(),
	)?.[1] ?? null;

test("photos are offered in AVIF once all widths are stored, and not before", async () => {
	const [id = ""] = await upload(server, ["first.jpg", drawn(1)]);
	await settled(server, [id]);
	expect(await hasSet(id)).toBe(false);
	expect([await sourceOn("/"), await sourceOn(`/photos/${id}`)]).toEqual([null, null]);
	// A process, which the next test kills.
	await restart(startServer);
	await untilSet(id);
	// 96 pixels wide: the third width is the master's, the fourth would be the same.
	expect((await avifFiles(id)).map((name) => name.split("/").at(-1)).sort()).toEqual([
		"w128.avif",
		"w32.avif",
		"w64.avif",
	]);
	// The first set was cut before.
	const webp = await fetch(`${server.url}/media/${id}/a.jpg?width=64`, {
		headers: { Accept: "image/webp" },
	});
	expect(webp.headers.get("Content-Type")).toBe("image/webp");
	expect(webp.headers.get("Cache-Status")).toBe("widthwise; hit");
	const { url, avifSrcset } = (await photo(server, id)) ?? { url: "", avifSrcset: null };
	expect(avifSrcset).toBe(
		`${url}?width=32&format=avif 32w, ${url}?width=64&format=avif 64w, ${url}?width=128&format=avif 96w`,
	);
	const srcset = String(avifSrcset).replaceAll("&", "&amp;");
	expect([await sourceOn("/"), await sourceOn(`/photos/${id}`)]).toEqual([srcset, srcset]);
	for (const candidate of String(avifSrcset).split(", ")) {
		const image = await fetch(server.url + candidate.split(" ")[0]);
		expect(image.headers.get("Content-Type")).toBe("image/avif");
		expect(image.headers.get("Cache-Status")).toBe("widthwise; hit");
		expect(image.headers.get("Cache-Control")).toContain("immutable");
	}
});

test("sets that a server left when it was killed are completed by the next one", async () => {
	const files = Array.from({ length: 4 }, (_, i) => [`${i}.jpg`, drawn(10 + i)] as const);
	const ids = await upload(server, ...files);
	await settled(server, ids);
	const countFiles = async () => (await Promise.all(ids.map(avifFiles))).flat().length;
	await until("a part of the sets is stored", async () => (await countFiles()) > 0);
	await restart(startServerInProcess);
	for (const id of ids) await untilSet(id);
	expect(await countFiles()).toBe(3 * ids.length);
});

test("nothing is left of a photo that is deleted while its set is cut", async () => {
	const [id = ""] = await upload(server, ["deleted.jpg", drawn(20, "jpeg", 600, 400)]);
	await until("a part of its set is stored", async () => (await avifFiles(id)).length > 0);
	expect((await asOwner(server, `/api/photos/${id}`, { method: "DELETE" })).status).toBe(204);
	// The lane takes one photo after another.
	const [next = ""] = await upload(server, ["next.jpg", drawn(21)]);
	await untilSet(next);
	expect((await filesIn(server, "public")).filter((name) => name.includes(id))).toEqual([]);
});

requires("chromium").test("a browser that shows AVIF loads nothing else, also ahead", async () => {
	await using browser = await sharedChromium();
	const archive = await visit(browser, server);
	await archive.page.goto("/");
	await untilPhotosShown(archive.page);
	expect(archive.images.length).toBeGreaterThan(5);
	const newest = (await archive.page.locator(".tile a").first().getAttribute("href")) ?? "";
	// Another visitor, without cached images.
	const single = await visit(browser, server);
	await single.page.goto(newest);
	await single.page.getByRole("link", { name: /^Older/ }).click();
	await single.page.waitForURL((url) => url.pathname !== newest);
	await untilPhotosShown(single.page);
	const next = (await single.page.locator("a.next").getAttribute("href")) ?? "";
	const nextId = next.split("/").at(-1) ?? "";
	await until("the next photo is loaded ahead", () =>
		single.images.some((image) => image.includes(`/${nextId}/`)),
	);
	expect(single.images).toHaveLength(3);
	const others = [...archive.images, ...single.images].filter(
		(image) => !image.includes("format=avif"),
	);
	expect([others, archive.problems, single.problems]).toEqual([[], [], []]);
});

requires("postgres", "redis").test(
	"a worker makes sets for a server on Postgres and Redis",
	async () => {
		await using ends = new AsyncDisposableStack();
		const shared = {
			...ON,
			...BUCKETS,
			DATABASE_URL: await (await sharedPostgres()).createDatabase(),
			REDIS_URL: await (await sharedRedis()).createDatabase(),
		};
		const other = ends.use(await startNewServer({ ...shared, WORKERS: "0" }));
		ends.use(await startWorkers(1, { ...shared, DATA_DIR: other.dataDir }));
		const [id = ""] = await upload(other, ["photo.jpg", drawn(40)]);
		await until("the photo has an AVIF set", () => hasSet(id, other));
	},
);
