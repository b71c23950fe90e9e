import { describe, expect, spyOn, test } from "bun:test";
import type { Output } from "../../../core/engines/engine.ts";
import { createJsquashEngine } from "../../../core/engines/jsquash/jsquash.ts";
import { readProfile } from "../../../core/formats/profile.ts";
import { landscape } from "../../pictures/landscape.ts";
import {
	builtInProfile,
	encodedQuadrants,
	frames,
	imageOf,
	withProfile,
} from "../../pictures/painter.ts";
import { paint, quadrants } from "../../pictures/pixels.ts";
import { readPixels } from "../../pictures/read.ts";
import { ssim } from "../../pictures/ssim.ts";
import { vips } from "../engine.ts";
import { loadJsquashModule } from "./jsquash-modules.ts";

const SMALL: Output = { width: 48, height: 32, format: "webp", quality: 80 };

const engine = createJsquashEngine({ loadModule: loadJsquashModule });

/** Encodes a mezzanine: a JPEG with full chroma, or a WebP if it has transparency. */
function mezzanine(width: number, height: number, channels: 3 | 4): Uint8Array {
	const image = imageOf(landscape(1, width, height));
	if (channels === 3) return image.jpegsaveBuffer({ Q: 92, subsample_mode: "off" });
	return image.bandjoin(200).webpsaveBuffer({ Q: 92 });
}

describe("the jsquash engine", () => {
	test.each(["webp", "jpeg"] as const)("encodes a %s like that of vips", async (format) => {
		const source = mezzanine(1280, 853, 3);
		const output = { width: 640, height: 427, format, quality: 80 } as const;
		const [ours] = await engine.render(source, [output]);
		const [theirs] = await vips.render(source, [output]);
		if (!ours || !theirs) expect.unreachable();
		const alike = ssim(await readPixels(ours.bytes), await readPixels(theirs.bytes));
		expect(alike).toBeGreaterThan(0.99);
		expect(ours.bytes.length / theirs.bytes.length).toBeWithin(0.8, 1.2);
	});

	test.each([
		["opaque", 3],
		["clear", 4],
	] as const)("cuts a tall, %s mezzanine within 128 MB", async (_, channels) => {
		const source = mezzanine(1280, 2276, channels);
		const output = { ...SMALL, width: 1248, height: 2219 };
		using instantiate = spyOn(WebAssembly, "instantiate");
		const [image] = await engine.render(source, [output]);
		const memories = (await instances(instantiate)).map(memoryBytes);
		expect(memories).toHaveLength(2);
		const pixels = 4 * (1280 * 2276 + 2 * 1248 * 2219);
		const files = source.length + (image?.bytes.length ?? 0);
		const all = memories.reduce((sum, bytes) => sum + bytes, pixels + files);
		expect(all).toBeLessThan(128 << 20);
	});

	test("decodes each picture in its own instance, and compiles nothing itself", async () => {
		await engine.render(encodedQuadrants("png"), [SMALL]);
		using instantiate = spyOn(WebAssembly, "instantiate");
		using compile = spyOn(WebAssembly, "compile");
		for (let i = 0; i < 2; i++) await engine.render(encodedQuadrants("png"), [SMALL]);
		expect(new Set(await instances(instantiate)).size).toBe(4);
		expect(compile).not.toHaveBeenCalled();
		expect(instantiate.mock.calls.every(([code]) => code instanceof WebAssembly.Module)).toBe(true);
	});

	test("is unavailable until its modules load", async () => {
		let isMissing = true;
		const late = createJsquashEngine({
			loadModule: (codec) => {
				if (isMissing) throw new TypeError("404");
				return loadJsquashModule(codec);
			},
		});
		const refused = late.render(encodedQuadrants("jpeg"), [SMALL]);
		await expect(refused).rejects.toMatchObject({ code: "engine-unavailable" });
		isMissing = false;
		expect(await late.render(encodedQuadrants("jpeg"), [SMALL])).toHaveLength(1);
	});

	test("refuses CMYK and animated WebP", async () => {
		const cmyk = imageOf(quadrants(96, 64)).colourspace("cmyk").jpegsaveBuffer({ Q: 90 });
		const black = paint(96, 64, 3, () => [0, 0, 0]);
		const animation = frames(quadrants(96, 64), black).webpsaveBuffer();
		for (const source of [cmyk, animation]) {
			const refused = engine.render(source, [SMALL]);
			await expect(refused).rejects.toMatchObject({ code: "unsupported-format" });
		}
	});

	test("keeps profiles of any size", async () => {
		const profile = new Uint8Array(70_000);
		profile.set(builtInProfile("p3"));
		new DataView(profile.buffer).setUint32(0, profile.length);
		const source = withProfile(imageOf(quadrants(96, 64)), profile).pngsaveBuffer();
		const formats = ["jpeg", "webp"] as const;
		const rendered = await engine.render(
			source,
			formats.map((format) => ({ ...SMALL, format })),
		);
		for (const [i, format] of formats.entries()) {
			expect(await readProfile(rendered[i]?.bytes ?? new Uint8Array(), format)).toEqual(profile);
		}
	});
});

type Instantiate = { readonly mock: { readonly results: readonly { readonly value?: unknown }[] } };

async function instances({ mock }: Instantiate): Promise<readonly unknown[]> {
	return await Promise.all(mock.results.map(({ value }) => value));
}

function memoryBytes(instance: unknown): number {
	if (!(instance instanceof WebAssembly.Instance)) throw new TypeError("Not an instance");
	const memory = Object.values(instance.exports).find(
		(value) => value instanceof WebAssembly.Memory,
	);
	return memory?.buffer.byteLength ?? expect.unreachable();
}
