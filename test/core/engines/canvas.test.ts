import { afterAll, describe, expect, test } from "bun:test";
import { createCanvasEngine } from "../../../core/engines/canvas/canvas.ts";
import { encodeCanvas } from "../../../core/engines/canvas/encode.ts";
import type { Output } from "../../../core/engines/engine.ts";
import { landscape } from "../../pictures/landscape.ts";
import { encodedQuadrants, imageOf } from "../../pictures/painter.ts";
import { contains, readPixels } from "../../pictures/read.ts";
import { ssim } from "../../pictures/ssim.ts";
import { requires } from "../../requirements.ts";
import { vips } from "../engine.ts";
import { createBrowserEngine } from "./browser-engine.ts";
import { jsquash, jsquashFiles } from "./jsquash-modules.ts";

const SMALL: Output = { width: 48, height: 32, format: "webp", quality: 80 };

const canvas = createCanvasEngine();

requires("chromium").describe("in a browser", () => {
	const options = { maxPixels: 10_000_000, codecs: jsquashFiles() } as const;
	const inPage = createBrowserEngine({ ...options, like: canvas, where: "page" });
	const inWorker = createBrowserEngine({ ...options, like: canvas, where: "worker" });
	afterAll(async () => {
		await Promise.all([inPage.close(), inWorker.close()]);
	});

	const photo = imageOf(landscape(2, 600, 400)).jpegsaveBuffer({ Q: 95 });

	test.each([
		[320, "webp"],
		[120, "webp"],
		[120, "jpeg"],
	] as const)("the canvas engine shrinks like vips, to %d px in %s", async (width, format) => {
		const output = { width, height: Math.round((width * 2) / 3), format, quality: 92 } as const;
		const [ours] = await inPage.render(photo, [output]);
		const [theirs] = await vips.render(photo, [output]);
		if (!ours || !theirs) expect.unreachable();
		const alike = ssim(await readPixels(ours.bytes), await readPixels(theirs.bytes));
		expect(alike).toBeGreaterThan(0.98);
	});

	test("the canvas engine makes the same in a worker", async () => {
		const source = encodedQuadrants("png", 300, 200);
		const outputs = [SMALL, { ...SMALL, format: "jpeg" }] as const;
		expect(await inWorker.render(source, outputs)).toEqual(await inPage.render(source, outputs));
	});

	test("the canvas engine makes no lossless WebP at the highest quality", async () => {
		const [image] = await inPage.render(encodedQuadrants("png"), [{ ...SMALL, quality: 100 }]);
		expect(contains(image?.bytes ?? new Uint8Array(), "VP8 ")).toBe(true);
	});

	test.each(["page", "worker"] as const)(
		"the jsquash engine makes in a %s what it makes here",
		async (where) => {
			const engine = createBrowserEngine({ ...options, like: jsquash, where });
			const outputs = [SMALL, { ...SMALL, format: "jpeg" }] as const;
			for (const type of jsquash.decodes) {
				const source = encodedQuadrants(type, 300, 200);
				expect(await engine.render(source, outputs)).toEqual(await jsquash.render(source, outputs));
			}
			await engine.close();
		},
	);
});

describe("the canvas engine", () => {
	test("is unavailable without a browser", async () => {
		const refused = canvas.render(encodedQuadrants("jpeg"), [SMALL]);
		await expect(refused).rejects.toMatchObject({ code: "engine-unavailable" });
	});

	test("refuses WebP where the browser makes a PNG instead", async () => {
		const png = new Blob([new Uint8Array(encodedQuadrants("png"))], { type: "image/png" });
		const refused = encodeCanvas({ convertToBlob: async () => png }, SMALL, null);
		await expect(refused).rejects.toMatchObject({ code: "unsupported-format" });
	});
});
