import { describe, expect, test } from "bun:test";
import type { Output } from "../../../core/engines/engine.ts";
import { createVipsEngine } from "../../../core/engines/vips/vips.ts";
import { WidthwiseError } from "../../../core/errors.ts";
import { IMAGE_TYPES } from "../../../core/formats/tables/input.ts";
import { OUTPUT_FORMATS } from "../../../core/url/format.ts";
import { loadedJpeg } from "../../photos/loaded.ts";
import { drawnOnce, encodedQuadrants, imageOf } from "../../pictures/painter.ts";
import { paint, quadrants } from "../../pictures/pixels.ts";
import { readPixels } from "../../pictures/read.ts";
import { enginesUnderTest } from "./engines-under-test.ts";

const WEBP: Output = { width: 48, height: 32, format: "webp", quality: 80 };

function noisyJpeg() {
	return drawnOnce("jpeg of noise", () => {
		const noise = paint(200, 150, 3, (x, y) => [(x * 37) % 256, (y * 91) % 256, (x * y) % 256]);
		return imageOf(noise).jpegsaveBuffer();
	});
}

describe.each(enginesUnderTest)("engine $engine.name refuses", ({ engine, fullChroma }) => {
	const refusal = async (source: Uint8Array, output: Partial<Output> = {}) => {
		const error = await engine.render(source, [{ ...WEBP, ...output }]).then(
			() => null,
			(reason: unknown) => reason,
		);
		if (!(error instanceof WidthwiseError))
			throw new Error("not refused with a WidthwiseError", { cause: error });
		// A mistake of the calling code begins with the name of the field.
		expect(error.message).toMatch(error.code === "invalid-argument" ? /^[\w ]+ must / : /^[A-Z]/);
		expect(error.message).not.toMatch(/vips|wasm|exception|undefined|bun\.image|squoosh/i);
		return error.code;
	};

	test("garbage and empty files", async () => {
		expect(await refusal(new Uint8Array())).toBe("unreadable-image");
		expect(await refusal(new TextEncoder().encode("<html>not a photo</html>"))).toBe(
			"unreadable-image",
		);
	});

	test.each(engine.decodes)("a truncated %s", async (type) => {
		const complete = type === "jpeg" ? noisyJpeg() : encodedQuadrants(type, 200, 150);
		for (const part of [0.3, 0.6]) {
			expect(await refusal(complete.slice(0, complete.length * part))).toBe("unreadable-image");
		}
		await engine.render(complete, [WEBP]);
	});

	test.each(engine.decodes)("a %s of only 30 bytes", async (type) => {
		const head = encodedQuadrants(type).slice(0, 30);
		expect(await refusal(head)).toBe("unreadable-image");
	});

	if (engine.decodes.includes("png"))
		test("a PNG with damaged pixel data", async () => {
			const damaged = encodedQuadrants("png", 400, 300);
			damaged.fill(0xa5, damaged.length >> 1, (damaged.length >> 1) + 40);
			expect(await refusal(damaged)).toBe("unreadable-image");
		});

	test.each(engine.decodes)("a %s with too many pixels", async (type) => {
		const large = encodedQuadrants(type, 1001, 200);
		expect(await refusal(large)).toBe("too-many-pixels");
	});

	test("types that no engine decodes", async () => {
		const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
		expect(await refusal(new TextEncoder().encode(svg))).toBe("unsupported-format");
		const tiff = imageOf(quadrants(20, 20)).tiffsaveBuffer();
		expect(await refusal(tiff)).toBe("unsupported-format");
	});

	const otherTypes = IMAGE_TYPES.filter((type) => !engine.decodes.includes(type));
	test.each(otherTypes)("a %s, which it does not decode", async (type) => {
		expect(await refusal(encodedQuadrants(type))).toBe("unsupported-format");
	});

	const otherFormats = OUTPUT_FORMATS.filter(({ name }) => !engine.encodes.includes(name));
	test.each(otherFormats)("to encode $name, which it does not support", async ({ name }) => {
		const source = encodedQuadrants("jpeg");
		expect(await refusal(source, { format: name })).toBe("unsupported-format");
	});

	if (!fullChroma)
		test("to encode a JPEG with full chroma", async () => {
			const full = { format: "jpeg", fullChroma: true } as const;
			expect(await refusal(encodedQuadrants("jpeg"), full)).toBe("unsupported-format");
		});

	test("impossible sizes", async () => {
		for (const width of [0, -1, 1.5, Number.NaN, 20_000]) {
			expect(await refusal(encodedQuadrants("jpeg"), { width })).toBe("invalid-argument");
		}
		for (const width of [0, 49, 8.5, Number.NaN]) {
			const crop = { width, height: 32 };
			expect(await refusal(encodedQuadrants("jpeg"), { crop })).toBe("invalid-argument");
		}
	});

	test("qualities beyond 1 to 100", async () => {
		for (const quality of [0, 101, 500, Number.NaN]) {
			expect(await refusal(encodedQuadrants("jpeg"), { quality })).toBe("invalid-argument");
		}
	});

	test("to enlarge, also a photo that lies on its side", async () => {
		const upright = encodedQuadrants("jpeg", 60, 40);
		await engine.render(upright, [{ ...WEBP, width: 60, height: 40 }]);
		expect(await refusal(upright, { width: 61, height: 40 })).toBe("invalid-argument");
		expect(await refusal(upright, { width: 60, height: 41 })).toBe("invalid-argument");
		const turned = loadedJpeg(6, 60, 40);
		await engine.render(turned, [{ ...WEBP, width: 40, height: 60 }]);
		expect(await refusal(turned, { width: 60, height: 40 })).toBe("invalid-argument");
	});

	test("a damaged photo, and then renders the next one", async () => {
		await refusal(encodedQuadrants("jpeg").slice(0, 400));
		const [picture] = await engine.render(encodedQuadrants("jpeg"), [WEBP]);
		expect(await readPixels(picture?.bytes ?? new Uint8Array())).toMatchObject({
			width: 48,
			height: 32,
		});
	});
});

test.each([0, -1, 1.5, Number.NaN])(
	"the vips engine refuses %d threads, which could not do any work",
	(threads) => {
		expect(() => createVipsEngine({ threads })).toThrow(
			`threads must be a whole number of at least 1, got ${threads}`,
		);
	},
);
