import { describe, expect, spyOn, test } from "bun:test";
import type { Output } from "../../../core/engines/engine.ts";
import { createJpegCodec } from "../../../core/engines/jsquash/jpeg.ts";
import { createJsquashEngine, type JsquashCodec } from "../../../core/engines/jsquash/jsquash.ts";
import { createJsquashModules } from "../../../core/engines/jsquash/modules.ts";
import { indexOfBytes } from "../../../core/formats/bytes/bytes.ts";
import { readProfile } from "../../../core/formats/profile.ts";
import { largeProfile } from "../../containers/icc.ts";
import { landscape } from "../../pictures/landscape.ts";
import { encodedQuadrants, frames, imageOf, withProfile } from "../../pictures/painter.ts";
import { paint, quadrants } from "../../pictures/pixels.ts";
import { readPixels } from "../../pictures/read.ts";
import { ssim } from "../../pictures/ssim.ts";
import { vips } from "../engine.ts";
import { jsquash as engine, JSQUASH_CODECS, loadJsquashModule } from "./jsquash-modules.ts";

const SMALL: Output = { width: 48, height: 32, format: "webp", quality: 80 };

/**
 * Encodes a mezzanine: a JPEG with full chroma, or a WebP if it has transparency. Drawing takes longer
 * than encoding, so a small picture is enlarged `zoom` times.
 */
function mezzanine(width: number, height: number, channels: 3 | 4, zoom = 1): Uint8Array {
	const image = imageOf(landscape(1, width / zoom, height / zoom)).zoom(zoom, zoom);
	if (channels === 3) return image.jpegsaveBuffer({ Q: 92, subsample_mode: "off" });
	return image.bandjoin(200).webpsaveBuffer({ Q: 92, effort: 0 });
}

describe("the jsquash engine", () => {
	test.each(["webp", "jpeg"] as const)("encodes a %s like that of vips", async (format) => {
		const source = mezzanine(640, 428, 3);
		const output = { width: 320, height: 214, format, quality: 80 } as const;
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
		const source = mezzanine(1280, 2276, channels, 4);
		const output = { ...SMALL, width: 1248, height: 2219 };
		using instantiate = spyOn(WebAssembly, "instantiate");
		const fresh = createJsquashEngine({ loadModule: loadJsquashModule });
		const [image] = await fresh.render(source, [output]);
		const memories = (await instances(instantiate)).map((instance) => memoryOf(instance).length);
		expect(memories).toHaveLength(2);
		const pixels = 4 * (1280 * 2276 + 2 * 1248 * 2219);
		const files = source.length + (image?.bytes.length ?? 0);
		const all = memories.reduce((sum, bytes) => sum + bytes, pixels + files);
		expect(all).toBeLessThan(128 << 20);
	});

	test("leaves nothing of a picture in memory for the next", async () => {
		const { decode, encode } = createJpegCodec(createJsquashModules(loadJsquashModule));
		using instantiate = spyOn(WebAssembly, "instantiate");
		const pixels = await decode(encodedQuadrants("jpeg", 400, 300));
		await encode(pixels, { quality: 80 });
		const colour = new Uint8Array(pixels.rgba.subarray(0, 64));
		const memories = (await instances(instantiate)).map(memoryOf);
		expect(memories.map((bytes) => indexOfBytes(bytes, colour))).toEqual([-1, -1]);
		// The same instances again.
		await encode(await decode(encodedQuadrants("jpeg", 300, 400)), { quality: 80 });
		expect(instantiate).toHaveBeenCalledTimes(2);
	});

	test("replaces an instance after a failure", async () => {
		const { decode } = createJpegCodec(createJsquashModules(loadJsquashModule));
		using instantiate = spyOn(WebAssembly, "instantiate");
		const whole = encodedQuadrants("jpeg");
		expect(await decode(whole.subarray(0, 40)).catch(() => "failed")).toBe("failed");
		expect(await decode(whole)).toMatchObject({ width: 96, height: 64 });
		expect(instantiate).toHaveBeenCalledTimes(2);
	});

	test("gives the same bytes whatever it rendered before", async () => {
		const outputs = [SMALL, { ...SMALL, format: "jpeg" }] as const;
		const first = await engine.render(encodedQuadrants("webp"), outputs);
		await engine.render(mezzanine(640, 480, 4), outputs);
		expect(await engine.render(encodedQuadrants("webp"), outputs)).toEqual(first);
	});

	test("compiles nothing itself", async () => {
		const compiled = new Map<JsquashCodec, WebAssembly.Module>();
		for (const codec of JSQUASH_CODECS) compiled.set(codec, await loadJsquashModule(codec));
		using compile = spyOn(WebAssembly, "compile");
		using instantiate = spyOn(WebAssembly, "instantiate");
		const fresh = createJsquashEngine({
			loadModule: (codec) => compiled.get(codec) ?? expect.unreachable(),
		});
		for (const type of fresh.decodes) {
			await fresh.render(encodedQuadrants(type), [SMALL, { ...SMALL, format: "jpeg" }]);
		}
		const codes: unknown[] = instantiate.mock.calls.map(([code]) => code);
		expect(new Set(codes)).toEqual(new Set(compiled.values()));
		expect(compile).not.toHaveBeenCalled();
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
		const profile = largeProfile(35_000);
		const source = withProfile(imageOf(quadrants(96, 64)), profile).pngsaveBuffer();
		const formats = ["jpeg", "webp"] as const;
		const rendered = await engine.render(
			source,
			formats.map((format) => ({ ...SMALL, format })),
		);
		for (const [i, format] of formats.entries()) {
			expect(readProfile(rendered[i]?.bytes ?? new Uint8Array(), format)).toEqual(profile);
		}
	});
});

type Instantiate = { readonly mock: { readonly results: readonly { readonly value?: unknown }[] } };

async function instances({ mock }: Instantiate): Promise<readonly unknown[]> {
	return await Promise.all(mock.results.map(({ value }) => value));
}

function memoryOf(instance: unknown): Uint8Array {
	if (!(instance instanceof WebAssembly.Instance)) throw new TypeError("Not an instance");
	const memory = Object.values(instance.exports).find(
		(value) => value instanceof WebAssembly.Memory,
	);
	return new Uint8Array(memory?.buffer ?? expect.unreachable());
}
