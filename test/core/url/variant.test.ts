import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
	acceptsType,
	chooseVariant,
	parseVariantKey,
	type Variant,
	variantKey,
} from "widthwise/url";

const ID = "0123456789abcdef0123456789abcdef";
const BUCKETS = [256, 416, 640, 1280];

function choose(width: number | null, dpr = 1, accept = ""): Variant {
	return chooseVariant({ photoId: ID, width, dpr, format: null }, accept, BUCKETS);
}

describe("variant keys", () => {
	test("parse to the variant that was formatted", () => {
		const cut = fc.record({
			bucket: fc.constantFrom(...BUCKETS),
			format: fc.constantFrom("webp" as const, "jpeg" as const, "avif" as const),
		});
		fc.assert(
			fc.property(fc.option(cut), (value) => {
				const variant: Variant = { photoId: ID, cut: value };
				expect(parseVariantKey(variantKey(variant), BUCKETS)).toEqual({ ok: true, value: variant });
			}),
		);
	});

	test.each([
		`photos/${ID}/w400.webp`,
		`photos/${ID}/w0416.webp`,
		`photos/${ID}/w416.png`,
		`photos/${ID}/w416`,
		`photos/${ID}/mezzanine-640`,
		`photos/${ID}/master/`,
		`/photos/${ID}/master`,
		`originals/${ID}`,
		"photos/../master",
	])("do not parse from %s", (key) => {
		expect(parseVariantKey(key, BUCKETS)).toMatchObject({ ok: false, code: "not-found" });
	});
});

describe("chooseVariant", () => {
	test("gives widths of 400, 401 and 402 the same variant", () => {
		const keys = [400, 401, 402].map((width) => variantKey(choose(width)));
		expect(new Set(keys)).toEqual(new Set([`photos/${ID}/w416.jpeg`]));
	});

	test("counts device pixels, rounded up", () => {
		expect(choose(208, 2).cut?.bucket).toBe(416);
		expect(choose(209, 2).cut?.bucket).toBe(640);
		expect(choose(256, 1.001).cut?.bucket).toBe(416);
		// Exactly 640 pixels, though 400 * 1.6 is 640.0000000000001 in floating point.
		expect(choose(400, 1.6).cut?.bucket).toBe(640);
	});

	test("multiplies width and DPR exactly, without floating-point error", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 2500 }),
				fc.integer({ min: 1000, max: 4000 }),
				(w, d) => {
					const exact = Number((BigInt(w) * BigInt(d) + 999n) / 1000n);
					const { cut } = chooseVariant(
						{ photoId: ID, width: w, dpr: d / 1000, format: null },
						"",
						Array.from({ length: 10000 }, (_, i) => i + 1),
					);
					expect(cut?.bucket).toBe(exact);
				},
			),
		);
	});

	test("gives the first of the negotiated formats that Accept names", () => {
		const request = { photoId: ID, width: 400, dpr: 1, format: null };
		const formatOf = (accept: string, ...negotiated: ("avif" | "webp")[]) =>
			chooseVariant(request, accept, BUCKETS, negotiated).cut?.format;
		const both = "image/webp,image/avif";
		expect(formatOf(both, "avif", "webp")).toBe("avif");
		expect(formatOf(both, "webp", "avif")).toBe("webp");
		expect(formatOf("image/webp,image/avif;q=0", "avif", "webp")).toBe("webp");
		expect(formatOf("image/*", "avif", "webp")).toBe("jpeg");
		expect(formatOf(both)).toBe("jpeg");
	});

	test("gives a request without a width the master, whatever Accept says", () => {
		expect(choose(null, 1, "image/webp")).toEqual({ photoId: ID, cut: null });
	});

	test("prefers a requested format to Accept", () => {
		const request = { photoId: ID, width: 400, dpr: 1, format: "avif" as const };
		expect(chooseVariant(request, "image/webp", BUCKETS).cut?.format).toBe("avif");
	});
});

describe("acceptsType", () => {
	test.each([
		"image/webp",
		"image/avif,image/webp,image/apng,*/*;q=0.8",
		"IMAGE/WEBP;q=0.1",
		"text/html, image/webp ; q=1.0",
		"image/webp;q=0.001",
	])("finds image/webp in %s", (header) => expect(acceptsType(header, "image/webp")).toBe(true));

	test.each([
		"",
		"*/*",
		"image/*",
		"image/webp;q=0",
		"image/webp; q=0.000",
		"image/webpx",
		"x-image/webp",
	])("does not find image/webp in %p", (header) => {
		expect(acceptsType(header, "image/webp")).toBe(false);
	});
});
