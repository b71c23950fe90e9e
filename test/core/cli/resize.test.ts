import { describe, expect, test } from "bun:test";
import { probeImage } from "widthwise";
import { byteSource } from "widthwise/internal";
import { encode, encodedQuadrants, imageOf, withMetadata } from "../../pictures/painter.ts";
import { BLUE, GREEN, quadrants, RED, storedAs, YELLOW } from "../../pictures/pixels.ts";
import { contains, distance, quarterColours, readPixels } from "../../pictures/read.ts";
import { runCli, runProgram } from "./command-line.ts";
import { photoFolder } from "./photo-folder.ts";

const photo = encodedQuadrants("jpeg", 96, 64);
const turned = encode(withMetadata(imageOf(storedAs(6, quadrants(96, 64))), 6), "jpeg");

describe("widthwise resize", () => {
	test("cuts all widths and formats into a folder that it makes", async () => {
		await using folder = await photoFolder({ "photo.jpg": photo });
		const { output, errors, exitCode } = await runCli(
			["resize", "photo.jpg", "--width", "48,24", "--format", "webp,avif,jpg", "-o", "out/deep/"],
			{ folder: folder.path },
		);
		expect({ errors, exitCode }).toEqual({ errors: "", exitCode: 0 });
		const names = ["24.avif", "24.jpg", "24.webp", "48.avif", "48.jpg", "48.webp"];
		const paths = names.map((name) => `out/deep/photo-${name}`);
		expect(await folder.list()).toEqual([...paths, "photo.jpg"]);
		for (const path of paths) {
			const probe = await probeImage(byteSource(await folder.read(path)));
			const width = path.includes("-48.") ? 48 : 24;
			expect(probe).toMatchObject({ width, height: (width * 2) / 3 });
			expect(output).toContain(`${path} (${width} x ${probe.height} px, `);
		}
	});

	test("makes variants upright and without metadata", async () => {
		await using folder = await photoFolder({ "a.jpg": turned });
		await runCli(["resize", "a.jpg", "-w", "48", "-o", "out"], { folder: folder.path });
		const variant = await folder.read("out/a-48.webp");
		const colours = quarterColours(await readPixels(variant));
		for (const [index, colour] of [RED, GREEN, BLUE, YELLOW].entries()) {
			expect(distance(colours[index] ?? [], colour)).toBeLessThan(40);
		}
		expect(contains(variant, "Secret Camera") || contains(variant, "secret-xmp")).toBe(false);
	});

	test("never enlarges a photo, and names the variant as it was asked for", async () => {
		await using folder = await photoFolder({ "a.jpg": photo });
		const { output } = await runCli(["resize", "a.jpg", "-w", "48,500", "-o", "out", "--json"], {
			folder: folder.path,
		});
		const [small, large] = ["out/a-48.webp", "out/a-500.webp"];
		expect(JSON.parse(output)).toEqual([
			{
				file: "a.jpg",
				variants: [
					{ output: small, width: 48, height: 32, format: "webp", bytes: expect.any(Number) },
					{ output: large, width: 96, height: 64, format: "webp", bytes: expect.any(Number) },
				],
			},
		]);
		expect(await readPixels(await folder.read(large))).toMatchObject({ width: 96, height: 64 });
	});

	test("fits photos into a width and a height, or covers them", async () => {
		await using folder = await photoFolder({ "a.jpg": turned });
		const box = ["-w", "40,20", "--height", "20", "--json"];
		const sizes = async (...words: readonly string[]): Promise<unknown> => {
			const { output } = await runCli(["resize", "a.jpg", ...box, ...words], {
				folder: folder.path,
			});
			return JSON.parse(output);
		};
		expect(await sizes("-o", "inside")).toMatchObject([
			{
				variants: [
					{ output: "inside/a-20x20.webp", width: 20, height: 13 },
					{ output: "inside/a-40x20.webp", width: 30, height: 20 },
				],
			},
		]);
		expect(await sizes("-o", "cover", "--fit", "cover")).toMatchObject([
			{
				variants: [
					{ output: "cover/a-20x20.webp", width: 20, height: 20 },
					{ output: "cover/a-40x20.webp", width: 40, height: 20 },
				],
			},
		]);
		const cropped = await readPixels(await folder.read("cover/a-40x20.webp"));
		expect(cropped).toMatchObject({ width: 40, height: 20 });
		const colours = quarterColours(cropped);
		for (const [index, colour] of [RED, GREEN, BLUE, YELLOW].entries()) {
			expect(distance(colours[index] ?? [], colour)).toBeLessThan(40);
		}
	});

	test("keeps the folders of a folder, and goes on after a photo that fails", async () => {
		await using folder = await photoFolder({
			"photos/a.png": encodedQuadrants("png"),
			"photos/2024/b.webp": encodedQuadrants("webp"),
			"photos/broken.jpg": photo.slice(0, 300),
		});
		const { errors, exitCode } = await runCli(
			["resize", "photos", "-w", "24", "-o", "out", "--jobs", "2"],
			{ folder: folder.path },
		);
		expect(exitCode).toBe(1);
		expect(errors).toStartWith("1 file failed:\n  photos/broken.jpg: ");
		const made = (await folder.list()).filter((path) => path.startsWith("out"));
		expect(made).toEqual(["out/2024/b-24.webp", "out/a-24.webp"]);
	});

	test("does not overwrite variants unless it is forced to", async () => {
		await using folder = await photoFolder({ "a.jpg": photo, "out/a-24.webp": "mine" });
		const words = ["resize", "a.jpg", "-w", "24,48", "-o", "out"];
		const refused = await runCli(words, { folder: folder.path });
		expect(refused.exitCode).toBe(1);
		expect(refused.errors).toContain("out/a-24.webp exists already: --force overwrites it");
		expect(await folder.list()).toEqual(["a.jpg", "out/a-24.webp"]);
		const forced = await runCli([...words, "--force"], { folder: folder.path });
		expect(forced.exitCode).toBe(0);
		expect(await readPixels(await folder.read("out/a-24.webp"))).toMatchObject({ width: 24 });
	});

	test("reads standard input and writes standard output", async () => {
		const { bytes, errors, exitCode } = await runProgram(
			["resize", "-", "--width", "24", "--format", "jpeg", "--quality", "90", "-o", "-"],
			{ input: photo },
		);
		expect({ errors, exitCode }).toEqual({ errors: "", exitCode: 0 });
		expect(await readPixels(bytes)).toMatchObject({ width: 24, height: 16 });
	});

	test.each([
		["no files", ["-w", "24", "-o", "out"]],
		["no width", ["a.jpg", "-o", "out"]],
		["no output folder", ["a.jpg", "-w", "24"]],
		["a width that is none", ["a.jpg", "-w", "24,wide", "-o", "out"]],
		["a height of 0", ["a.jpg", "-w", "24", "--height", "0", "-o", "out"]],
		["an unknown fit", ["a.jpg", "-w", "24", "--fit", "fill", "-o", "out"]],
		["cover without a height", ["a.jpg", "-w", "24", "--fit", "cover", "-o", "out"]],
		["an unknown format", ["a.jpg", "-w", "24", "-f", "tiff", "-o", "out"]],
		["a quality above 100", ["a.jpg", "-w", "24", "-q", "101", "-o", "out"]],
		["two photos for one name", ["a.jpg", "a.png", "-w", "24", "-o", "out"]],
		["two pictures for standard output", ["a.jpg", "-w", "24,48", "-o", "-"]],
	])("refuses %s before it writes anything", async (_, words) => {
		await using folder = await photoFolder({ "a.jpg": photo, "a.png": photo });
		const { output, errors, exitCode } = await runCli(["resize", ...words], {
			folder: folder.path,
		});
		expect({ output, exitCode }).toEqual({ output: "", exitCode: 2 });
		expect(errors).toContain("See npx widthwise resize --help");
		expect(await folder.list()).toEqual(["a.jpg", "a.png"]);
	});
});
