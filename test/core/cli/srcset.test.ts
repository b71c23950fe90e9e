import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { encodedQuadrants } from "../../pictures/painter.ts";
import { readPixels } from "../../pictures/read.ts";
import { runCli } from "./command-line.ts";
import { photoFolder } from "./photo-folder.ts";

const photo = encodedQuadrants("jpeg", 96, 64);

/** The attributes of the tags of a kind, read by a real HTML parser. */
function attributes(html: string, name: string): readonly Readonly<Record<string, string>>[] {
	const found: Record<string, string>[] = [];
	new HTMLRewriter()
		.on(name, { element: ({ attributes }) => void found.push(Object.fromEntries(attributes)) })
		.transform(html);
	return found;
}

describe("widthwise srcset", () => {
	test("writes the variants that its HTML names, and no others", async () => {
		await using folder = await photoFolder({ "my photo, 1.jpg": photo });
		const { output, errors, exitCode } = await runCli(
			["srcset", "my photo, 1.jpg", "-w", "24,48,500,800", "-o", "out", "--base", "/images/"],
			{ folder: folder.path },
		);
		expect({ errors, exitCode }).toEqual({ errors: "", exitCode: 0 });
		const [image] = attributes(output, "img");
		const [source, ...others] = attributes(output, "source");
		expect(others).toEqual([]);
		expect(source).toMatchObject({ type: "image/webp", sizes: "100vw" });
		expect(image).toMatchObject({ width: "96", height: "64", alt: "", loading: "lazy" });
		const urls = [source?.srcset, image?.srcset].flatMap((set) => set?.split(", ") ?? []);
		expect(urls).toHaveLength(6);
		for (const candidate of urls) {
			const [url = "", descriptor] = candidate.split(" ");
			const path = decodeURIComponent(url.replace("/images/", "out/"));
			const { width } = await readPixels(await folder.read(path));
			expect(descriptor).toBe(`${width}w`);
		}
		expect(image?.src).toBe("/images/my%20photo%2C%201-500.jpg");
		expect(await folder.list()).toHaveLength(7);
	});

	test("writes up to the photo's width by default, into the current folder", async () => {
		await using folder = await photoFolder({ "photos/a.png": encodedQuadrants("png", 600, 400) });
		const { output } = await runCli(["srcset", join("photos", "a.png"), "--format", "webp"], {
			folder: folder.path,
		});
		expect(attributes(output, "source")).toEqual([]);
		expect(attributes(output, "img")[0]?.srcset).toBe(
			"a-288.webp 288w, a-480.webp 480w, a-608.webp 600w",
		);
		expect(await folder.list()).toEqual([
			...["a-288.webp", "a-480.webp", "a-608.webp", "photos/a.png"],
		]);
	});

	test("escapes what it is given", async () => {
		await using folder = await photoFolder({ "a.jpg": photo });
		const alt = 'A "quoted" <b> & more';
		const { output } = await runCli(["srcset", "a.jpg", "-w", "24", "--alt", alt], {
			folder: folder.path,
		});
		expect(output).toContain('alt="A &quot;quoted&quot; &lt;b> &amp; more"');
	});

	test("prints a list for programs, and the photos that failed", async () => {
		await using folder = await photoFolder({ "a.jpg": photo, "b.jpg": "no picture" });
		const { output, exitCode } = await runCli(
			["srcset", "a.jpg", "b.jpg", "-w", "24", "-f", "jpeg", "--json"],
			{ folder: folder.path },
		);
		expect(exitCode).toBe(1);
		expect(JSON.parse(output)).toEqual([
			{
				file: "a.jpg",
				html: expect.stringMatching(/^<img src="a-24.jpg" /),
				variants: [
					{ output: "a-24.jpg", width: 24, height: 16, format: "jpeg", bytes: expect.any(Number) },
				],
			},
			{ file: "b.jpg", error: { code: "not-an-image", message: expect.any(String) } },
		]);
	});
});
