import { afterAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publish, verifyStripped } from "widthwise";
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

/** The runtime's own decoder as a second opinion; `null` for what it does not read. */
async function secondOpinion(source: Uint8Array, width: number, height: number) {
	try {
		return await new Bun.Image(source).resize(width, height).webp({ quality: 80 }).bytes();
	} catch {
		return null;
	}
}

/** What the engine made of a photo is as large as it should be, clean, and of the right colours. */
async function expectLikeness(name: string, original: Uint8Array): Promise<void> {
	const { bytes, width, height } = preview();
	const pixels = await readPixels(bytes);
	expect(pixels).toMatchObject({ width, height });
	for (const text of ["EXIF", "XMP "]) expect(contains(bytes, text)).toBe(false);
	// Ways to turn ink into light differ too much to compare.
	const reference = name.includes("cmyk") ? null : await secondOpinion(original, width, height);
	if (!reference) return;
	expect(distance(meanColour(pixels), meanColour(await readPixels(reference)))).toBeLessThan(4);
}

requires("corpus").describe("real photos", () => {
	test.each(supported)("everything published of %s is clean, and looks like it", async (name) => {
		const original = await corpusBytes("photos", name);
		const photoId = await publishOriginal(original);
		await expectLikeness(name, original);
		const contents = await contentsOf(store, photoPrefix(photoId));
		const master = contents.get(masterKey(photoId));
		if (!master) throw new Error("there is no master");
		expect(contents.size).toBe(1 + readMasterInfo(master).mezzanines.length);
		for (const [key, { content }] of contents) {
			const left = verifyStripped(content, { orientation: "drop" });
			expect({ key, left }).toEqual({ key, left: [] });
		}
	});

	requires("exiftool").test("exiftool finds nothing private in any of it", () => {
		const command = [exiftool ?? "exiftool", "-a", "-G1", "-s", "-r", "-i", ".tmp", folder];
		const report = Bun.spawnSync([...command, "-ext", "*", "--ext", "info"]).stdout.toString();
		const harmless = /^(ExifTool|System|File|Composite|JFIF|Adobe|PNG(-pHYs)?|RIFF|ICC[_-].*)$/;
		const tags = report.split("\n").map((line) => /^\[(\S+)\]\s+(\w+)/.exec(line));
		const left = tags.filter((tag) => tag !== null && !harmless.test(tag[1] ?? ""));
		expect(left.map((tag) => tag?.[0])).toEqual([]);
		// It read each object: sizes are tags, too.
		const sizes = tags.filter((tag) => tag?.[2] === "ImageSize");
		expect(sizes.length).toBeGreaterThan(2 * supported.length);
	});
});

requires("corpus").describe("hostile files", () => {
	test("each is published clean or refused in our words, and then nothing is public", async () => {
		const answers: Record<string, number> = {};
		for (const name of corpusFiles("hostile")) {
			const original = await corpusBytes("hostile", name);
			const photoId = new Bun.CryptoHasher("md5").update(name).digest("hex");
			const code = await codeOfAsync(() => publish(photoId, original, options));
			answers[code] = (answers[code] ?? 0) + 1;
			const contents = await contentsOf(store, photoPrefix(photoId));
			expect({ name, published: contents.size > 0 }).toEqual({ name, published: code === "" });
			for (const [key, { content }] of contents) {
				const left = verifyStripped(content, { orientation: "drop" });
				expect({ name, key, left }).toEqual({ name, key, left: [] });
			}
		}
		// Some of them decode, some are refused.
		expect(answers[""]).toBeGreaterThan(5);
		expect(answers["truncated-file"]).toBeGreaterThan(1);
		expect(answers["unreadable-image"]).toBeGreaterThan(5);
		expect(answers["too-many-pixels"]).toBeGreaterThan(1);
	});
});
