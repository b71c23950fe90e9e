import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { findInputs, type Inputs } from "../../../core/cli/files/inputs.ts";
import { isPhoto, isReadablePhoto } from "../../../core/cli/files/photo-files.ts";
import { type PhotoFolder, photoFolder } from "./photo-folder.ts";

let folder: PhotoFolder;
beforeAll(async () => {
	const paths = [
		"1.jpg",
		"2.JPG",
		"x[1].jpg",
		".hidden.jpg",
		"a/3.jpg",
		"a/b/4.png",
		"a/notes.txt",
	];
	const passedOver = [".git/5.jpg", "node_modules/6.jpg"];
	folder = await photoFolder(
		Object.fromEntries([...paths, ...passedOver].map((path) => [path, "-"])),
	);
});
afterAll(() => folder[Symbol.asyncDispose]());

/** Finds what words name inside the folder. */
function find(...words: readonly string[]): Promise<Inputs> {
	const paths = words.map((word) => join(folder.path, word));
	return findInputs(paths, { filter: isPhoto, except: null });
}

async function names(...words: readonly string[]): Promise<readonly string[]> {
	return (await find(...words)).inputs.map(({ name }) => name);
}

describe("findInputs", () => {
	test.each([
		["*.jpg", ["1.jpg", "x[1].jpg"]],
		["*.{jpg,JPG}", ["1.jpg", "2.JPG", "x[1].jpg"]],
		["?.jpg", ["1.jpg"]],
		["[0-9].*", ["1.jpg", "2.JPG"]],
		["[!0-9]*.jpg", ["x[1].jpg"]],
		["**/*.jpg", ["1.jpg", "a/3.jpg", "x[1].jpg"]],
		["a/**/*.png", ["b/4.png"]],
		["{a,a/b}/*", ["a/3.jpg", "a/b/4.png", "a/notes.txt"]],
		[".*.jpg", [".hidden.jpg"]],
		["x[1].jpg", ["x[1].jpg"]],
		[".", ["1.jpg", "2.JPG", "a/3.jpg", "a/b/4.png", "x[1].jpg"]],
		["a/notes.txt", ["notes.txt"]],
	])("finds for %s", async (word, expected) => {
		expect(await names(word)).toEqual(expected);
	});

	test("takes a file once that is named twice, but for both of its names", async () => {
		expect(await names("1.jpg", "*.jpg", "1.jpg")).toEqual(["1.jpg", "x[1].jpg"]);
		expect(await names("a", "a/b")).toEqual(["3.jpg", "b/4.png", "4.png"]);
	});

	test("reports words that name nothing, and goes on", async () => {
		const { inputs, failures } = await find("*.webp", "missing.jpg", "1.jpg");
		expect(inputs).toHaveLength(1);
		expect(failures.map(({ reason }) => reason.message)).toEqual([
			"no file matches",
			"there is no such file",
		]);
	});

	test.each(["*/../1.jpg", "[z-a].jpg"])("refuses %s", async (word) => {
		expect(await findInputs([word], { filter: isPhoto, except: null }).catch(String)).toStartWith(
			"UsageError: ",
		);
	});
});

describe("files of a folder", () => {
	test("are photos by their extension, in any case", () => {
		expect([isPhoto("a.HEIC"), isPhoto("a.Jpeg"), isPhoto("jpg"), isPhoto("a.jpg.txt")]).toEqual([
			...[true, true, false, false],
		]);
		expect([isReadablePhoto("a.dng"), isReadablePhoto("a.heic")]).toEqual([false, true]);
	});
});
