import { describe, expect, test } from "bun:test";
import { chmod, lstat, stat, symlink } from "node:fs/promises";
import { join } from "node:path";
import { readMetadata, verify } from "widthwise";
import { jpeg, PLANTS } from "../../containers/jpeg.ts";
import { png } from "../../containers/png.ts";
import { contains } from "../../pictures/read.ts";
import { runCli, runProgram } from "./command-line.ts";
import { photoFolder } from "./photo-folder.ts";

const exif = PLANTS.exif?.[1] ?? new Uint8Array();
const comment = PLANTS.comment?.[1] ?? new Uint8Array();
const dirty = jpeg([exif, comment]);
const clean = jpeg();
const kept = { orientation: "keep" } as const;

describe("widthwise strip", () => {
	test("writes copies without metadata into a folder that it makes", async () => {
		await using folder = await photoFolder({ "a.jpg": dirty, "b.png": png() });
		const { output, errors, exitCode } = await runCli(
			["strip", "a.jpg", "b.png", "-o", "clean/deep"],
			{ folder: folder.path },
		);
		expect({ errors, exitCode }).toEqual({ errors: "", exitCode: 0 });
		expect(output).toContain(`a.jpg -> ${join("clean/deep", "a.jpg")} (`);
		expect(await verify(await folder.read("clean/deep/a.jpg"), kept)).toEqual([]);
		expect(await folder.read("a.jpg")).toEqual(dirty);
		expect(await folder.list()).toEqual(["a.jpg", "b.png", "clean/deep/a.jpg", "clean/deep/b.png"]);
	});

	test("expands patterns and folders itself, and keeps their folders", async () => {
		await using folder = await photoFolder({
			"photos/a.jpg": dirty,
			"photos/2024/b.JPG": dirty,
			"photos/notes.txt": "no photo",
			"photos/.hidden/c.jpg": dirty,
			"photos/node_modules/d.jpg": dirty,
		});
		const options = { folder: folder.path };
		await runCli(["strip", "photos/**/*.{jpg,JPG}", "-o", "one"], options);
		await runCli(["strip", "photos", "-o", "photos/two"], options);
		// The output of a run is no input of the next.
		const again = await runCli(["strip", "photos", "-o", "photos/two", "--force"], options);
		expect(again.exitCode).toBe(0);
		const made = (await folder.list()).filter((path) => /(^|\/)(one|two)\//.test(path));
		expect(made).toEqual([
			...["one/2024/b.JPG", "one/a.jpg"],
			...["photos/two/2024/b.JPG", "photos/two/a.jpg"],
		]);
	});

	test("replaces files in place, with their mode, and leaves clean ones alone", async () => {
		await using folder = await photoFolder({ "a.jpg": dirty, "b.jpg": clean });
		await chmod(join(folder.path, "a.jpg"), 0o640);
		const before = await stat(join(folder.path, "b.jpg"));
		const { output, exitCode } = await runCli(["strip", ".", "--in-place"], {
			folder: folder.path,
		});
		expect(exitCode).toBe(0);
		expect(output).toContain("b.jpg (nothing to remove)");
		expect(await verify(await folder.read("a.jpg"), kept)).toEqual([]);
		expect((await stat(join(folder.path, "a.jpg"))).mode & 0o777).toBe(0o640);
		expect((await stat(join(folder.path, "b.jpg"))).ino).toBe(before.ino);
		expect(await folder.list()).toEqual(["a.jpg", "b.jpg"]);
	});

	test("keeps the fields that are named, and no others", async () => {
		await using folder = await photoFolder({ "a.jpg": dirty });
		const options = { folder: folder.path };
		await runCli(["strip", "a.jpg", "-o", "one", "--keep", "copyright"], options);
		const one = await folder.read("one/a.jpg");
		expect(await readMetadata(one)).toMatchObject({
			copyright: "© Ada Byron",
			artist: null,
			camera: null,
		});
		await runCli(["strip", "a.jpg", "-o", "two", "--keep", "copyright,artist"], options);
		expect((await readMetadata(await folder.read("two/a.jpg"))).artist).toBe("Ada Byron");
		expect(contains(one, "SECRET")).toBe(false);
	});

	test("does not overwrite files unless it is forced to", async () => {
		await using folder = await photoFolder({ "a.jpg": dirty, "b.jpg": dirty, "out/a.jpg": "mine" });
		const options = { folder: folder.path };
		const refused = await runCli(["strip", "a.jpg", "b.jpg", "-o", "out"], options);
		expect(refused.exitCode).toBe(1);
		expect(refused.errors).toContain("a.jpg: out/a.jpg exists already: --force overwrites it");
		expect(await folder.read("out/a.jpg")).toEqual(new TextEncoder().encode("mine"));
		expect(await folder.list()).toEqual(["a.jpg", "b.jpg", "out/a.jpg", "out/b.jpg"]);
		const forced = await runCli(["strip", "a.jpg", "-o", "out", "--force"], options);
		expect(forced.exitCode).toBe(0);
		expect(await verify(await folder.read("out/a.jpg"), kept)).toEqual([]);
	});

	test("goes on after a file that fails, and lists it at the end", async () => {
		await using folder = await photoFolder({
			"a.jpg": dirty,
			"broken.jpg": dirty.slice(0, 200),
			"text.png": "no picture",
		});
		const { output, errors, exitCode } = await runCli(
			["strip", "text.png", "missing.jpg", "broken.jpg", "a.jpg", "-o", "out", "--json"],
			{ folder: folder.path },
		);
		expect(exitCode).toBe(1);
		expect(errors).toStartWith("3 files failed:\n");
		expect(errors).toContain("missing.jpg: there is no such file\n");
		const list = JSON.parse(output);
		expect(list).toHaveLength(4);
		expect(list).toContainEqual({
			file: "a.jpg",
			output: "out/a.jpg",
			removedBytes: dirty.length - (await folder.read("out/a.jpg")).length,
		});
		expect(list).toContainEqual({
			file: "text.png",
			error: { code: "not-an-image", message: expect.any(String) },
		});
	});

	test("reads standard input and writes standard output", async () => {
		const { bytes, exitCode } = await runProgram(["strip", "-", "-o", "-"], { input: dirty });
		expect(exitCode).toBe(0);
		expect(bytes.length).toBeGreaterThan(0);
		expect(await verify(bytes, kept)).toEqual([]);
	});

	test("takes files whose names begin with a dash or have brackets", async () => {
		await using folder = await photoFolder({ "-a.jpg": dirty, "b[1].jpg": dirty });
		const { exitCode } = await runCli(["strip", "-o", "out", "--", "-a.jpg", "b[1].jpg"], {
			folder: folder.path,
		});
		expect(exitCode).toBe(0);
		expect(await folder.list()).toContain("out/-a.jpg");
		expect(await folder.list()).toContain("out/b[1].jpg");
	});

	test("does not follow links in folders, nor replace a link that is named", async () => {
		await using folder = await photoFolder({ "photos/a.jpg": clean, "outside/b.jpg": dirty });
		const link = join(folder.path, "photos/link.jpg");
		await symlink("../outside/b.jpg", link);
		await symlink("../outside", join(folder.path, "photos/folder"));
		const options = { folder: folder.path };
		expect((await runCli(["strip", "photos", "--in-place"], options)).exitCode).toBe(0);
		const named = await runCli(["strip", "photos/link.jpg", "--in-place"], options);
		expect(named.exitCode).toBe(1);
		expect(named.errors).toContain("it is a symbolic link");
		expect((await lstat(link)).isSymbolicLink()).toBe(true);
		expect(await folder.read("outside/b.jpg")).toEqual(dirty);
	});

	test.each([
		["no files", ["-o", "out"]],
		["no place for the result", ["a.jpg"]],
		["two places", ["a.jpg", "-o", "out", "--in-place"]],
		["two files for one name", ["x/a.jpg", "y/a.jpg", "-o", "out"]],
		["an output folder without a name", ["a.jpg", "-o", ""]],
		["an output folder that is a file", ["a.jpg", "-o", "a.jpg"]],
		["an output folder that has a photo's name", ["a.jpg", "-o", "new.jpg"]],
		["a field that cannot be kept", ["a.jpg", "-o", "out", "--keep", "position"]],
		["two pictures for standard output", ["a.jpg", "x/a.jpg", "-o", "-"]],
		["standard input in place", ["-", "--in-place"]],
		["a pattern that leads out of its folder", ["*/../../a.jpg", "-o", "out"]],
	])("refuses %s before it writes anything", async (_, words) => {
		const files = { "a.jpg": dirty, "x/a.jpg": dirty, "y/a.jpg": dirty };
		await using folder = await photoFolder(files);
		const { output, errors, exitCode } = await runCli(["strip", ...words], {
			folder: folder.path,
			input: dirty,
		});
		expect({ output, exitCode }).toEqual({ output: "", exitCode: 2 });
		expect(errors).toContain("See npx widthwise strip --help");
		expect(await folder.list()).toEqual(["a.jpg", "x/a.jpg", "y/a.jpg"]);
		expect(await folder.read("a.jpg")).toEqual(dirty);
	});
});
