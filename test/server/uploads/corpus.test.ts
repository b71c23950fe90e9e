import { expect, test } from "bun:test";
import { readFile } from "node:fs/promises";
import { corpusBytes, corpusFiles } from "../../corpus.ts";
import { requires } from "../../requirements.ts";
import { type RunningServer, startNewServer } from "../../running-server.ts";
import { type NamedFile, photo, post, type UploadAnswer, upload } from "../client.ts";
import { publicFilesWith } from "../data-folder.ts";
import { drawn } from "../drawn-photos.ts";
import { settled } from "../photo-events.ts";

/**
 * Six of the eight orientations of one picture: publishing's own tests cover how they are rotated.
 */
const REPEATED = /^orientation-landscape-[234578]\.jpg$/;

function load(folder: "photos" | "hostile"): Promise<NamedFile[]> {
	const names = corpusFiles(folder).filter((name) => !REPEATED.test(name));
	return Promise.all(names.map(async (name) => [name, await corpusBytes(folder, name)] as const));
}

/** Peak memory of a server, in megabytes. */
async function peakMemory({ pid }: RunningServer): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, "utf8");
	return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1000;
}

/** Signs of metadata, which public files must not contain. */
const METADATA_MARKERS = [
	"Exif\0\0",
	"http://ns.adobe.com/xap",
	"Photoshop 3.0",
	"GPSLatitude",
	"MPF\0",
];

requires("corpus").describe("real photos in one request", () => {
	test("are published, except for HEIC", async () => {
		await using server = await startNewServer();
		const files = await load("photos");
		const response = await post(server, ...files);
		expect(response.status).toBe(202);
		const { photos, rejected }: UploadAnswer = await response.json();
		expect(rejected.map(({ filename, code }) => [filename, code])).toEqual([
			["iphone13promax-p3-orient6.heic", "unsupported-format"],
		]);
		expect(photos).toHaveLength(files.length - 1);

		const settledPhotos = await settled(
			server,
			photos.map(({ id }) => id),
		);
		expect(settledPhotos.filter(({ status }) => status !== "published")).toEqual([]);
		for (const { url, filename } of settledPhotos) {
			const image = await fetch(`${server.url}${url}?width=200`);
			expect([filename, image.status]).toEqual([filename, 200]);
		}
		expect(await publicFilesWith(server, ...METADATA_MARKERS)).toEqual([]);
		const list = await (await fetch(`${server.url}/api/photos?limit=200`)).text();
		expect(list).not.toMatch(/latitude|longitude|position/);
		console.log(
			`${settledPhotos.length} photos, at most ${Math.round(await peakMemory(server))} MB of memory`,
		);
		expect(await peakMemory(server)).toBeLessThan(1000);
	});
});

requires("corpus").describe("hostile files in one request", () => {
	test("are refused or fail with a reason, and the next photo is published", async () => {
		await using server = await startNewServer();
		const files = await load("hostile");
		const response = await post(server, ["first.jpg", drawn(1)], ...files);
		expect(response.status).toBe(202);
		const { photos, rejected }: UploadAnswer = await response.json();
		expect(photos.length + rejected.length).toBe(files.length + 1);
		for (const { filename, code, message } of rejected) {
			expect([filename, code]).not.toEqual([filename, "internal"]);
			expect(message).toMatch(/^[A-Z].{15}/);
		}

		const ids = [...new Set(photos.map(({ id }) => id))];
		const settledPhotos = await settled(server, ids);
		for (const { filename, status, url, error } of settledPhotos) {
			const image = await fetch(`${server.url}${url}?width=200`);
			expect([filename, image.status]).toEqual([filename, status === "published" ? 200 : 404]);
			if (status === "published") continue;
			expect(error?.code).not.toBe("internal");
			expect(error?.message).toMatch(/^[A-Z].{20}/);
			expect(error?.message).not.toMatch(/vips|wasm|exception|undefined|\bat /i);
		}
		expect(await publicFilesWith(server, ...METADATA_MARKERS)).toEqual([]);

		const [id = ""] = await upload(server, ["last.jpg", drawn(2)]);
		await settled(server, [id]);
		expect(await photo(server, id)).toMatchObject({ status: "published" });
		const published = settledPhotos.filter(({ status }) => status === "published").length;
		console.log(
			`${rejected.length} rejected, ${settledPhotos.length - published} failed, ${published} published, ` +
				`at most ${Math.round(await peakMemory(server))} MB of memory`,
		);
		expect(await peakMemory(server)).toBeLessThan(1500);
		expect(server.output()).not.toContain("ncaught");
	});
});
