import { expect, test } from "bun:test";
import { WidthwiseError } from "../../../core/errors.ts";
import { corpusBytes, corpusFiles } from "../../corpus.ts";
import { encodedQuadrants } from "../../pictures/painter.ts";
import { readPixels } from "../../pictures/read.ts";
import { requires } from "../../requirements.ts";
import { vips } from "../engine.ts";
import { jsquash } from "./jsquash-modules.ts";

// test/server/uploads checks the result for each real photo, because decoding them takes long.
requires("corpus").describe("real photos", () => {
	test("are rendered without blocking the event loop", async () => {
		const source = await corpusBytes("photos", "kleiber-20.4mp.jpg");
		const output = { width: 640, height: 360, format: "jpeg", quality: 86 } as const;
		let isRendered = false;
		const rendering = vips.render(source, [output]).finally(() => {
			isRendered = true;
		});
		// An engine that blocks leaves only a few turns. All 50 take a hundredth of the time of a photo.
		for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
		expect(isRendered).toBe(false);
		await rendering;
	});
});

requires("corpus").describe("hostile files", () => {
	const engines = [vips, jsquash].map((engine) => [engine.name, engine] as const);

	test.each(engines)(
		"are rendered or refused by %s, then a good photo is rendered",
		async (_, engine) => {
			const output = { width: 40, height: 30, format: "webp", quality: 70 } as const;
			const outcomes: string[] = [];
			for (const name of corpusFiles("hostile")) {
				const source = await corpusBytes("hostile", name);
				try {
					// Some are a pixel wide, and engines do not enlarge.
					await engine.render(source, [{ ...output, width: 1, height: 1 }]);
					outcomes.push("rendered");
				} catch (error) {
					if (!(error instanceof WidthwiseError)) throw new Error(name, { cause: error });
					outcomes.push(error.code);
				}
			}
			expect(new Set(outcomes)).toEqual(
				new Set(["rendered", "too-many-pixels", "unreadable-image", "unsupported-format"]),
			);
			const [picture] = await engine.render(encodedQuadrants("jpeg"), [output]);
			const pixels = await readPixels(picture?.bytes ?? new Uint8Array());
			expect(pixels).toMatchObject({ width: 40, height: 30 });
		},
	);
});
