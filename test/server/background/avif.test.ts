import { afterAll, expect, test } from "bun:test";
import { until } from "../../patience.ts";
import { type RunningServer, startedFolder, startServer } from "../../running-server.ts";
import { photo, upload } from "../client.ts";
import { filesIn } from "../data-folder.ts";
import { drawn } from "../drawn-photos.ts";
import { settled } from "../photo-events.ts";

const BUCKETS = { WIDTH_BUCKETS: "32,64,128,256" };

const dataDir = await startedFolder();
let server = await startServer(dataDir, BUCKETS);
afterAll(() => server.remove());

async function restart(environment: Readonly<Record<string, string>>): Promise<void> {
	await server.stop("SIGKILL");
	server = await startServer(dataDir, { ...BUCKETS, ...environment });
}

const avifFiles = async (id: string): Promise<readonly string[]> =>
	(await filesIn(server, "public")).filter((name) => name.includes(id) && name.endsWith(".avif"));

const hasSet = async (id: string) => (await photo(server, id))?.avifSrcset !== null;

const untilSet = (id: string) => until("the photo has an AVIF set", () => hasSet(id));

const pageOf = async (of: RunningServer, path: string) => (await fetch(of.url + path)).text();

const sourceOn = async (path: string): Promise<string | null> =>
	/<source type="image\/avif"[^>]* srcset="([^"]*)"/.exec(await pageOf(server, path))?.[1] ?? null;

test("photos are offered in AVIF once all widths are stored, and not before", async () => {
	const [id = ""] = await upload(server, ["first.jpg", drawn(1)]);
	await settled(server, [id]);
	expect(await hasSet(id)).toBe(false);
	expect([await sourceOn("/"), await sourceOn(`/photos/${id}`)]).toEqual([null, null]);
	await restart({ AVIF: "true" });
	await untilSet(id);
	// 96 pixels wide: the third width is the master's, the fourth would be the same.
	expect((await avifFiles(id)).map((name) => name.split("/").at(-1)).sort()).toEqual([
		"w128.avif",
		"w32.avif",
		"w64.avif",
	]);
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
