import { describe, expect, test } from "bun:test";
import { gif, gifFrame } from "../../containers/gif.ts";
import { jpeg, PLANTS } from "../../containers/jpeg.ts";
import { runCli } from "./command-line.ts";
import { photoFolder } from "./photo-folder.ts";

const exif = PLANTS.exif?.[1] ?? new Uint8Array();
const comment = PLANTS.comment?.[1] ?? new Uint8Array();
const dirty = jpeg([exif, comment]);
const clean = jpeg();

describe("widthwise strip --check", () => {
	test("exits with 1 and names what is left", async () => {
		await using folder = await photoFolder({ "a.jpg": dirty, "b.jpg": clean });
		const { output, errors, exitCode } = await runCli(["strip", "--check", "."], {
			folder: folder.path,
		});
		expect(exitCode).toBe(1);
		expect(output).toMatch(/^a\.jpg: .*GPS position/);
		expect(output).toContain("comment");
		expect(output).not.toContain("b.jpg");
		expect(errors).toContain("Something private is left in 1 of 2 files");
		expect(await folder.read("a.jpg")).toEqual(dirty);
	});

	test("passes what strip wrote, with the fields that it kept", async () => {
		await using folder = await photoFolder({ "a.jpg": dirty });
		const options = { folder: folder.path };
		await runCli(["strip", "a.jpg", "--in-place", "--keep", "copyright"], options);
		const allowed = await runCli(["strip", "a.jpg", "--check", "--keep", "copyright"], options);
		expect(allowed).toMatchObject({ exitCode: 0, output: "" });
		expect(allowed.errors).toContain("Nothing private in 1 file");
		expect((await runCli(["strip", "a.jpg", "--check"], options)).exitCode).toBe(1);
	});

	test("fails for what it cannot read, and for what is not there", async () => {
		await using folder = await photoFolder({
			"photos/a.tif": "II*\0\b\0\0\0",
			"empty/notes.txt": "",
		});
		const options = { folder: folder.path };
		const unreadable = await runCli(["strip", "photos", "--check", "--json"], options);
		expect(unreadable.exitCode).toBe(1);
		expect(JSON.parse(unreadable.output)).toMatchObject([
			{ file: "photos/a.tif", error: { code: "unsupported-format" } },
		]);
		const missing = await runCli(["strip", "empty", "*.jpg", "--check"], options);
		expect(missing.exitCode).toBe(1);
		expect(missing.errors).toContain("empty: there is no photo in this folder");
		expect(missing.errors).toContain("*.jpg: no file matches");
	});

	test("checks and strips GIFs", async () => {
		const commented = gif(30, 20, gifFrame(30, 20));
		const pure = Uint8Array.fromBase64("R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==");
		await using folder = await photoFolder({ "pure.gif": pure, "comment.gif": commented });
		const options = { folder: folder.path };
		const { output, exitCode } = await runCli(["strip", ".", "--check", "--json"], options);
		expect(exitCode).toBe(1);
		expect(JSON.parse(output)).toEqual([
			{ file: "comment.gif", private: ["comment"] },
			{ file: "pure.gif", private: [] },
		]);
		expect((await runCli(["strip", ".", "-o", "out"], options)).exitCode).toBe(0);
		expect(await folder.read("out/pure.gif")).toEqual(pure);
		expect((await runCli(["strip", "out", "--check"], options)).exitCode).toBe(0);
	});

	test("checks a file once that is named twice", async () => {
		await using folder = await photoFolder({ "photos/a.jpg": dirty });
		const options = { folder: folder.path };
		const { errors } = await runCli(["strip", ".", "photos", "--check"], options);
		expect(errors).toContain("left in 1 of 1 file");
		expect((await runCli(["strip", ".", "photos", "--in-place"], options)).exitCode).toBe(0);
	});

	test("prints a list for programs", async () => {
		await using folder = await photoFolder({ "a.jpg": jpeg([comment]), "b.jpg": clean });
		const { output, errors } = await runCli(["strip", ".", "--check", "--json"], {
			folder: folder.path,
		});
		expect(errors).toBe("");
		expect(JSON.parse(output)).toEqual([
			{ file: "a.jpg", private: ["comment"] },
			{ file: "b.jpg", private: [] },
		]);
	});
});
