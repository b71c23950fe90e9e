import { afterAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publish, verify } from "widthwise";
import { readMasterInfo } from "widthwise/photo";
import { createFolderStore } from "widthwise/store/folder";
import { masterKey, photoPrefix } from "widthwise/url";
import { codeOfAsync } from "../../containers/thrown.ts";
import { corpusBytes, corpusFiles } from "../../corpus.ts";
import { contains, distance, meanColour, readPixels } from "../../pictures/read.ts";
import { requires } from "../../requirements.ts";
import { contentsOf } from "../../stores/contents.ts";
import { withPreviews } from "../corpus-preview.ts";
import { vips } from "../engine.ts";

const { engine, preview } = withPreviews(vips);
const folder = await mkdtemp(join(tmpdir(), "published-"));
const store = createFolderStore({ folder });
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

const exiftool = Bun.which("exiftool");
const supported = corpusFiles("photos").filter((name) => !name.endsWith(".heic"));
const options = { store, engine, maxPixels: 150e6, credit: null };

async function publishOriginal(original: Uint8Array): Promise<string> {
	const photoId = new Bun.CryptoHasher("sha256").update(original).digest("hex").slice(0, 32);
	await publish(photoId, original, options);
	return photoId;
}

/** A picture by the runtime's own decoder, for comparison; `null` if it cannot read the source. */
async function referenceOf(source: Uint8Array, width: number, height: number) {
	try {
		return await new Bun.Image(source).resize(width, height).webp({ quality: 80 }).bytes();
	} catch {
		return null;
	}
}

/** Checks the size, the colours and the absence of metadata in a picture that the engine made. */
async function expectLikeness(name: string, original: Uint8Array): Promise<void> {
	const { bytes, width, height } = preview();
	const pixels = await readPixels(bytes);
	expect(pixels).toMatchObject({ width, height });
	for (const text of ["EXIF", "XMP "]) expect(contains(bytes, text)).toBe(false);
	// Conversions from CMYK to RGB differ too much to compare.
	const reference = name.includes("cmyk") ? null : await referenceOf(original, width, height);
	if (!reference) return;
	expect(distance(meanColour(pixels), meanColour(await readPixels(reference)))).toBeLessThan(4);
}

requires("corpus").describe("real photos", () => {
	test.each(supported)(
		"all published files of %s contain no metadata, and the picture looks like the original",
		async (name) => {
			const original = await corpusBytes("photos", name);
			const photoId = await publishOriginal(original);
			await expectLikeness(name, original);
			const contents = await contentsOf(store, photoPrefix(photoId));
			const master = contents.get(masterKey(photoId));
			if (!master) throw new Error("The master does not exist");
			expect(contents.size).toBe(1 + readMasterInfo(master).mezzanines.length);
			for (const [key, { content }] of contents) {
				const left = await verify(content, { orientation: "drop" });
				expect({ key, left }).toEqual({ key, left: [] });
			}
		},
	);

	requires("exiftool").test("exiftool finds no metadata in any published file", () => {
		const command = [exiftool ?? "exiftool", "-a", "-G1", "-s", "-r", "-i", ".tmp", folder];
		const report = Bun.spawnSync([...command, "-ext", "*", "--ext", "info"]).stdout.toString();
		const harmless = /^(ExifTool|System|File|Composite|JFIF|Adobe|PNG(-pHYs)?|RIFF|ICC[_-].*)$/;
		const tags = report.split("\n").map((line) => /^\[(\S+)\]\s+(\w+)/.exec(line));
		const left = tags.filter((tag) => tag !== null && !harmless.test(tag[1] ?? ""));
		expect(left.map((tag) => tag?.[0])).toEqual([]);
		// Proves that exiftool read each object: sizes are tags too.
		const sizes = tags.filter((tag) => tag?.[2] === "ImageSize");
		expect(sizes.length).toBeGreaterThan(2 * supported.length);
	});
});

requires("corpus").describe("hostile files", () => {
	test("are published without metadata, or refused with a WidthwiseError and leave nothing public", async () => {
		const codes: Record<string, number> = {};
		for (const name of corpusFiles("hostile")) {
			const original = await corpusBytes("hostile", name);
			const photoId = new Bun.CryptoHasher("md5").update(name).digest("hex");
			const code = await codeOfAsync(() => publish(photoId, original, options));
			codes[code] = (codes[code] ?? 0) + 1;
			const contents = await contentsOf(store, photoPrefix(photoId));
			expect({ name, published: contents.size > 0 }).toEqual({ name, published: code === "" });
			for (const [key, { content }] of contents) {
				const left = await verify(content, { orientation: "drop" });
				expect({ name, key, left }).toEqual({ name, key, left: [] });
			}
		}
		// The empty code counts published files.
		expect(codes[""]).toBeGreaterThan(5);
		expect(codes["truncated-file"]).toBeGreaterThan(1);
		expect(codes["unreadable-image"]).toBeGreaterThan(5);
		expect(codes["too-many-pixels"]).toBeGreaterThan(1);
	});
});
