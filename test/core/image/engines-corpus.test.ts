import { afterAll, expect, test } from "bun:test";
import { WidthwiseError } from "../../../core/errors.ts";
import { byteSource } from "../../../core/image/byte-source.ts";
import { createVipsEngine } from "../../../core/image/engines/vips.ts";
import { probeImage, uprightSize } from "../../../core/image/probe.ts";
import { corpusBytes, corpusFiles } from "../../corpus.ts";
import { encodedQuadrants } from "../../pictures/painter.ts";
import { contains, distance, meanColour, readPixels } from "../../pictures/read.ts";
import { requires } from "../../requirements.ts";

const engine = createVipsEngine({ threads: 1 });
afterAll(() => engine.close());

async function to400px(source: Uint8Array) {
	const upright = uprightSize(await probeImage(byteSource(source)));
	const width = Math.min(400, upright.width);
	const height = Math.max(1, Math.round((upright.height * width) / upright.width));
	const [picture] = await engine.render(source, [{ width, height, format: "webp", quality: 80 }]);
	return { bytes: picture?.bytes ?? new Uint8Array(), width, height };
}

/** The runtime's own decoder as a second opinion; `null` for what it does not read. */
async function secondOpinion(source: Uint8Array, width: number, height: number) {
	try {
		return await new Bun.Image(source).resize(width, height).webp({ quality: 80 }).bytes();
	} catch {
		return null;
	}
}

requires("corpus").describe("real photos", () => {
	const decodable = corpusFiles("photos").filter((name) => !name.endsWith(".heic"));

	test.each(decodable)("%s", async (name) => {
		const source = await corpusBytes("photos", name);
		const { bytes, width, height } = await to400px(source);
		const pixels = await readPixels(bytes);
		expect(pixels).toMatchObject({ width, height });
		for (const text of ["EXIF", "XMP "]) expect(contains(bytes, text)).toBe(false);
		// Ways to turn ink into light differ too much to compare.
		const reference = name.includes("cmyk") ? null : await secondOpinion(source, width, height);
		if (!reference) return;
		expect(distance(meanColour(pixels), meanColour(await readPixels(reference)))).toBeLessThan(4);
	});

	test("the event loop stays free while one is rendered", async () => {
		const source = await corpusBytes("photos", "kleiber-20.4mp.jpg");
		let ticks = 0;
		const timer = setInterval(() => ticks++, 5);
		await engine.render(source, [{ width: 2560, height: 1440, format: "jpeg", quality: 86 }]);
		clearInterval(timer);
		expect(ticks).toBeGreaterThan(10);
	});
});

requires("corpus").describe("hostile files", () => {
	test("each renders or is refused by us, and a good photo still renders after all", async () => {
		const outcomes: string[] = [];
		for (const name of corpusFiles("hostile")) {
			const source = await corpusBytes("hostile", name);
			const output = { width: 40, height: 30, format: "webp", quality: 70 } as const;
			try {
				await engine.render(source, [output]);
				outcomes.push("rendered");
			} catch (error) {
				if (!(error instanceof WidthwiseError)) throw new Error(name, { cause: error });
				outcomes.push(error.code);
			}
		}
		expect(new Set(outcomes)).toEqual(
			new Set(["rendered", "too-many-pixels", "unreadable-image", "unsupported-format"]),
		);
		const { bytes } = await to400px(encodedQuadrants("jpeg"));
		expect(await readPixels(bytes)).toMatchObject({ width: 96, height: 64 });
	});
});
