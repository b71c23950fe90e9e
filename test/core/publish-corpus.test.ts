import { afterAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { masterKey, photoPrefix, publish, readMasterFacts, verifyStripped } from "widthwise";
import { createVipsEngine } from "widthwise/engine/vips";
import { createFolderStore } from "widthwise/store/folder";
import { codeOfAsync } from "../containers/thrown.ts";
import { corpusBytes, corpusFiles } from "../corpus.ts";
import { requires } from "../requirements.ts";
import { contentsOf } from "../stores/contents.ts";

const engine = createVipsEngine({ threads: 2 });
const folder = await mkdtemp(join(tmpdir(), "published-"));
const store = createFolderStore({ folder });
afterAll(() => Promise.all([engine.close(), rm(folder, { recursive: true })]));

const exiftool = Bun.which("exiftool");
const supported = corpusFiles("photos").filter((name) => !name.endsWith(".heic"));
const options = { store, engine, maxPixels: 150e6, credit: null };

async function publishCorpusPhoto(name: string): Promise<string> {
	const original = await corpusBytes("photos", name);
	const photoId = new Bun.CryptoHasher("sha256").update(original).digest("hex").slice(0, 32);
	await publish(photoId, original, options);
	return photoId;
}

requires("corpus").describe("real photos", () => {
	test.each(supported)("everything published of %s is clean", async (name) => {
		const photoId = await publishCorpusPhoto(name);
		const contents = await contentsOf(store, photoPrefix(photoId));
		const master = contents.get(masterKey(photoId));
		if (!master) throw new Error("there is no master");
		expect(contents.size).toBe(1 + readMasterFacts(master).mezzanines.length);
		for (const [key, { content }] of contents) {
			const left = verifyStripped(content, { orientation: "drop" });
			expect({ key, left }).toEqual({ key, left: [] });
		}
	});

	// On CI its absence is a failure, not a skip.
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
		for (const name of [...corpusFiles("hostile")]) {
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
	}, 60_000);
});
