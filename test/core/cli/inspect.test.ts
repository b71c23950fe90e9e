import { describe, expect, test } from "bun:test";
import { gif, gifFrame } from "../../containers/gif.ts";
import { jpeg, PLANTS } from "../../containers/jpeg.ts";
import { chunk, png } from "../../containers/png.ts";
import { runCli } from "./command-line.ts";
import { photoFolder } from "./photo-folder.ts";

const dirty = jpeg(Object.values(PLANTS).map(([, part]) => part));

describe("widthwise inspect", () => {
	test("shows what is in a photo and what would leak", async () => {
		await using folder = await photoFolder({ "a.jpg": dirty });
		const { output, errors, exitCode } = await runCli(["inspect", "a.jpg"], {
			folder: folder.path,
		});
		expect({ errors, exitCode }).toEqual({ errors: "", exitCode: 0 });
		expect(output).toStartWith("a.jpg\n  JPEG, 480 x 640 px, ");
		expect(output).toMatch(/position +50\.299\d+, /);
		expect(output).toContain("2018-07-25T16:34:23+02:00");
		expect(output).toContain("1/200 s, f/2.8, ISO 640, 35 mm");
		expect(output).toMatch(/would leak: .*GPS position/);
		expect(output).not.toContain("\u001b");
	});

	test("prints a list for programs", async () => {
		await using folder = await photoFolder({
			"a.jpg": dirty,
			"b.png": png(),
			"c.gif": gif(30, 20, gifFrame(30, 20)),
			"d.png": "no picture",
		});
		const { output, errors, exitCode } = await runCli(["inspect", ".", "--json"], {
			folder: folder.path,
		});
		expect(exitCode).toBe(1);
		expect(errors).toContain("d.png: The file is not an image");
		expect(JSON.parse(output)).toMatchObject([
			{
				file: "a.jpg",
				type: "jpeg",
				width: 480,
				height: 640,
				orientation: 6,
				bytes: dirty.length,
				metadata: { camera: "Canon EOS 5D Mark III", position: { latitude: expect.any(Number) } },
				leaks: expect.arrayContaining(["EXIF", "GPS position", "XMP", "IPTC"]),
			},
			{ file: "b.png", leaks: [] },
			{ file: "c.gif", leaks: ["comment"] },
			{ file: "d.png", error: { code: "not-an-image" } },
		]);
	});

	test("colours leaks in red, and their absence in green", async () => {
		await using folder = await photoFolder({ "a.jpg": dirty, "b.png": png() });
		const { output } = await runCli(["inspect", "."], {
			folder: folder.path,
			environment: { FORCE_COLOR: "1" },
		});
		expect(output).toContain("\u001b[31mwould leak: ");
		expect(output).toContain("\u001b[32mwould leak: nothing");
	});

	test("prints no control characters of files", async () => {
		const evil = "\u001b[2J";
		const text = chunk("tEXt", new TextEncoder().encode(`Title\0before${evil}after`));
		await using folder = await photoFolder({ [`a${evil}.png`]: png([text]) });
		const { output } = await runCli(["inspect", "."], { folder: folder.path });
		expect(output).toContain("a?[2J.png");
		expect(output).toContain("before [2Jafter");
		expect(output).not.toContain("\u001b");
	});
});
