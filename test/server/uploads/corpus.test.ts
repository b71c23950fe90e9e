import { afterAll, beforeAll, expect, test } from "bun:test";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { verify } from "widthwise";
import { readMasterInfo } from "widthwise/photo";
import { createFolderStore } from "widthwise/store/folder";
import { masterKey, photoPrefix } from "widthwise/url";
import { corpusBytes, corpusFiles, hasCorpus } from "../../corpus.ts";
import { colourAt, type Pixels, paint } from "../../pictures/pixels.ts";
import { contains, distance, meanColour, readPixels } from "../../pictures/read.ts";
import { requires } from "../../requirements.ts";
import { startNewServerProcess } from "../../running-server.ts";
import type { ServerProcess } from "../../server-process.ts";
import { contentsOf } from "../../stores/contents.ts";
import {
	type NamedFile,
	type PhotoAnswer,
	photo,
	post,
	type UploadAnswer,
	upload,
} from "../client.ts";
import { publicFilesWith } from "../data-folder.ts";
import { drawn } from "../drawn-photos.ts";
import { settled } from "../photo-events.ts";

/**
 * Photos that show nothing which the others do not: seven of the eight orientations of one picture
 * (publishing's own tests cover how they are rotated), and large JPEGs whose kinds of metadata, profile
 * and coding are also in others. All are stripped and probed by `test/core/privacy/corpus.test.ts`.
 */
const REPEATED = new RegExp(
	[
		"^orientation-landscape-[1234578]\\.jpg$",
		"^(canon-5d3|google-pixel|kleiber|motorola-g9|nokia83|painting-colors)-",
	].join("|"),
);

/** Signs of metadata, which public files must not contain. */
const METADATA_MARKERS = [
	"Exif\0\0",
	"http://ns.adobe.com/xap",
	"Photoshop 3.0",
	"GPSLatitude",
	"MPF\0",
];

/**
 * The mean colours of the quarters of photos that the runtime does not decode: top left, top right,
 * bottom left, bottom right, as `heif-convert` decodes them. This one lies on its side, in Display P3.
 */
const LOOKS: Readonly<Record<string, readonly (readonly number[])[]>> = {
	"iphone13promax-p3-orient6.heic": [
		[111, 94, 76],
		[131, 120, 107],
		[110, 77, 44],
		[110, 91, 76],
	],
};

const exiftool = Bun.which("exiftool");
const names = corpusFiles("photos").filter((name) => !REPEATED.test(name));

function load(folder: "photos" | "hostile", names: readonly string[]): Promise<NamedFile[]> {
	return Promise.all(names.map(async (name) => [name, await corpusBytes(folder, name)] as const));
}

/** Peak memory of a server, in megabytes. */
async function peakMemory({ pid }: ServerProcess): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, "utf8");
	return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1000;
}

function publicFolder({ dataDir }: ServerProcess): string {
	return join(dataDir, "public");
}

/** A photo's public objects by their keys. */
function publicContents(server: ServerProcess, photoId: string) {
	return contentsOf(createFolderStore({ folder: publicFolder(server) }), photoPrefix(photoId));
}

async function expectNoMetadata(server: ServerProcess, photoId: string): Promise<void> {
	for (const [key, { content }] of await publicContents(server, photoId)) {
		const left = await verify(content, { orientation: "drop" });
		expect({ key, left }).toEqual({ key, left: [] });
	}
}

/** A picture by the runtime's own decoder, for comparison; `null` if it cannot read the source. */
async function referenceOf(source: Uint8Array, width: number, height: number) {
	try {
		return await new Bun.Image(source).resize(width, height).webp({ quality: 80 }).bytes();
	} catch {
		return null;
	}
}

function quarterMeans(pixels: Pixels): readonly (readonly number[])[] {
	const [width, height] = [pixels.width >> 1, pixels.height >> 1];
	const corners = [
		[0, 0],
		[width, 0],
		[0, height],
		[width, height],
	] as const;
	return corners.map(([left, top]) =>
		meanColour(paint(width, height, 3, (x, y) => colourAt(pixels, left + x, top + y))),
	);
}

/** Checks the size and the colours of a variant, and that it contains no metadata. */
async function expectLikeness(published: PhotoAnswer, variant: Uint8Array, original: NamedFile) {
	const [name, bytes] = original;
	const pixels = await readPixels(variant);
	const { width, height } = pixels;
	expect(Math.abs(height - (width * published.height) / published.width)).toBeLessThan(1);
	for (const text of ["EXIF", "XMP "]) expect(contains(variant, text)).toBe(false);
	const look = LOOKS[name];
	if (look) {
		expect(contains(variant, "ICCP")).toBe(true);
		const worst = look.map((colour, i) => distance(quarterMeans(pixels)[i] ?? [], colour));
		expect(Math.max(...worst)).toBeLessThan(4);
	}
	// Conversions from CMYK to RGB differ too much to compare.
	const reference = name.includes("cmyk") ? null : await referenceOf(bytes, width, height);
	if (!reference) return;
	expect(distance(meanColour(pixels), meanColour(await readPixels(reference)))).toBeLessThan(4);
}

let server: ServerProcess;
beforeAll(async () => {
	if (hasCorpus) server = await startNewServerProcess();
});
afterAll(() => server?.remove());

requires("corpus").describe("real photos in one request", () => {
	let rejected: UploadAnswer["rejected"];
	let published: ReadonlyMap<unknown, PhotoAnswer>;
	beforeAll(async () => {
		// The largest come last: they wear out the engine, which starts again for the next one.
		const files = await load("photos", names);
		const response = await post(server, ...files.sort(([, a], [, b]) => a.length - b.length));
		expect(response.status).toBe(202);
		const answer: UploadAnswer = await response.json();
		rejected = answer.rejected;
		const photos = await settled(
			server,
			answer.photos.map(({ id }) => id),
		);
		published = new Map(photos.map((photo) => [photo.filename, photo]));
	});

	test("are accepted", () => {
		expect(rejected).toEqual([]);
		expect([...published.keys()].sort()).toEqual([...names].sort());
	});

	test.each(names)(
		"all published files of %s contain no metadata, and the picture looks like the original",
		async (name) => {
			const photo = published.get(name);
			if (photo?.status !== "published") throw new Error(`Not published: ${JSON.stringify(photo)}`);
			await expectNoMetadata(server, photo.id);
			const contents = await publicContents(server, photo.id);
			const master = contents.get(masterKey(photo.id));
			if (!master) throw new Error("The master does not exist");
			expect(contents.size).toBe(1 + readMasterInfo(master).mezzanines.length);
			const headers = { Accept: "image/webp" };
			const response = await fetch(`${server.url}${photo.url}?width=400`, { headers });
			expect(response.status).toBe(200);
			const original = await corpusBytes("photos", name);
			await expectLikeness(photo, await response.bytes(), [name, original]);
		},
	);

	requires("exiftool").test("exiftool finds no metadata in any published file", () => {
		const command = [exiftool ?? "exiftool", "-a", "-G1", "-s", "-r", "-i", ".tmp"];
		const files = [publicFolder(server), "-ext", "*", "--ext", "info"];
		const report = Bun.spawnSync([...command, ...files]).stdout.toString();
		const harmless = /^(ExifTool|System|File|Composite|JFIF|Adobe|PNG(-pHYs)?|RIFF|ICC[_-].*)$/;
		const tags = report.split("\n").map((line) => /^\[(\S+)\]\s+(\w+)/.exec(line));
		const left = tags.filter((tag) => tag !== null && !harmless.test(tag[1] ?? ""));
		expect(left.map((tag) => tag?.[0])).toEqual([]);
		// Proves that exiftool read each object: sizes are tags too.
		const sizes = tags.filter((tag) => tag?.[2] === "ImageSize");
		expect(sizes.length).toBeGreaterThan(2 * names.length);
	});

	test("leave no trace of their metadata in public files and answers", async () => {
		expect(await publicFilesWith(server, ...METADATA_MARKERS)).toEqual([]);
		const list = await (await fetch(`${server.url}/api/photos?limit=200`)).text();
		expect(list).not.toMatch(/latitude|longitude|position/);
		console.log(
			`${published.size} photos, at most ${Math.round(await peakMemory(server))} MB of memory`,
		);
		expect(await peakMemory(server)).toBeLessThan(1000);
	});
});

requires("corpus").describe("hostile files in one request", () => {
	test("are refused or fail with a reason, and the next photo is published", async () => {
		const files = await load("hostile", corpusFiles("hostile"));
		const response = await post(server, ["first.jpg", drawn(1)], ...files);
		expect(response.status).toBe(202);
		const { photos, rejected }: UploadAnswer = await response.json();
		expect(photos.length + rejected.length).toBe(files.length + 1);
		const codes = new Map<string, number>();
		const count = (code: string) => codes.set(code, (codes.get(code) ?? 0) + 1);
		for (const { filename, code, message } of rejected) {
			count(code);
			expect([filename, code]).not.toEqual([filename, "internal"]);
			expect(message).toMatch(/^[A-Z].{15}/);
		}

		const ids = [...new Set(photos.map(({ id }) => id))];
		const settledPhotos = await settled(server, ids);
		for (const { id, filename, status, url, error } of settledPhotos) {
			count(error?.code ?? status);
			const image = await fetch(`${server.url}${url}?width=200`);
			expect([filename, image.status]).toEqual([filename, status === "published" ? 200 : 404]);
			await expectNoMetadata(server, id);
			if (status === "published") continue;
			expect([filename, (await publicContents(server, id)).size]).toEqual([filename, 0]);
			expect([filename, error?.code]).not.toEqual([filename, "internal"]);
			expect(error?.message).toMatch(/^[A-Z].{20}/);
			expect(error?.message).not.toMatch(/vips|wasm|exception|undefined|\bat /i);
		}
		expect(await publicFilesWith(server, ...METADATA_MARKERS)).toEqual([]);
		expect(codes.get("published")).toBeGreaterThan(5);
		expect(codes.get("truncated-file")).toBeGreaterThan(1);
		expect(codes.get("unreadable-image")).toBeGreaterThan(5);
		expect(codes.get("too-many-pixels")).toBeGreaterThan(1);

		const [id = ""] = await upload(server, ["last.jpg", drawn(2)]);
		await settled(server, [id]);
		expect(await photo(server, id)).toMatchObject({ status: "published" });
		const counts = [...codes].map(([code, number]) => `${number} ${code}`).join(", ");
		console.log(`${counts}, at most ${Math.round(await peakMemory(server))} MB of memory`);
		expect(await peakMemory(server)).toBeLessThan(1500);
		expect(server.log()).not.toContain("ncaught");
	});
});
