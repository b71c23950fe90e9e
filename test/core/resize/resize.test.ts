import { describe, expect, test } from "bun:test";
import { getEventListeners } from "node:events";
import { resize, resizeAll, WidthwiseError } from "widthwise";
import type { ResizeOptions } from "../../../core/resize/resize-options.ts";
import { encode, encodedQuadrants, imageOf, withMetadata } from "../../pictures/painter.ts";
import { BLUE, GREEN, paint, RED, storedAs, YELLOW } from "../../pictures/pixels.ts";
import { contains, distance, quarterColours, readPixels } from "../../pictures/read.ts";
import { vips } from "../engine.ts";
import { jsquash } from "../engines/jsquash-modules.ts";

const UPRIGHT = [RED, GREEN, BLUE, YELLOW];

const photo = encodedQuadrants("jpeg", 96, 64);
const engine = vips;

async function failureOf(result: Promise<unknown>): Promise<WidthwiseError> {
	const error = await result.then(
		() => null,
		(reason: unknown) => reason,
	);
	if (error instanceof WidthwiseError) return error;
	throw new Error("not refused with a WidthwiseError", { cause: error });
}

describe("resize", () => {
	test("fits a photo into a width and a height", async () => {
		const image = await resize(photo, { engine, width: 48, height: 48 });
		expect(image).toMatchObject({ width: 48, height: 32, format: "jpeg" });
		const pixels = await readPixels(image.bytes);
		expect(pixels).toMatchObject({ width: 48, height: 32 });
		const found = quarterColours(pixels);
		for (const [i, colour] of UPRIGHT.entries()) {
			expect(distance(found[i] ?? [], colour)).toBeLessThan(24);
		}
		expect(await resize(photo, { engine, width: 24 })).toMatchObject({ width: 24, height: 16 });
	});

	test("covers a width and a height with the middle of a lying photo", async () => {
		const striped = paint(96, 64, 3, (x) => (x < 32 ? RED : x < 64 ? GREEN : BLUE));
		const lying = encode(withMetadata(imageOf(storedAs(6, striped)), 6), "jpeg");
		const options = { engine, width: 16, height: 32, fit: "cover", format: "webp" } as const;
		const image = await resize(lying, options);
		expect(image).toMatchObject({ width: 16, height: 32, format: "webp" });
		for (const colour of quarterColours(await readPixels(image.bytes))) {
			expect(distance(colour, GREEN)).toBeLessThan(24);
		}
		expect(contains(image.bytes, "Secret Camera")).toBe(false);
	});

	test("never enlarges", async () => {
		const inside = await resize(photo, { engine, width: 500, height: 400 });
		expect(await readPixels(inside.bytes)).toMatchObject({ width: 96, height: 64 });
		const square = await resize(photo, { engine, width: 500, height: 500, fit: "cover" });
		expect(await readPixels(square.bytes)).toMatchObject({ width: 64, height: 64 });
		expect(square).toMatchObject({ width: 64, height: 64 });
	});

	test.each([
		["a Blob", new Blob([new Uint8Array(photo)])],
		["an ArrayBuffer", new Uint8Array(photo).buffer],
	])("takes %s, and gives what can be a body", async (_, source) => {
		const { bytes } = await resize(source, { engine, width: 24 });
		const body = await new Response(bytes).arrayBuffer();
		expect(await readPixels(new Uint8Array(body))).toMatchObject({ width: 24, height: 16 });
	});

	test.each(["png", "webp", "gif", "avif"])("makes a WebP of a %s", async (type) => {
		const image = await resize(encodedQuadrants(type), { engine, width: 24 });
		expect(image.format).toBe("webp");
		expect(contains(image.bytes.subarray(0, 16), "WEBP")).toBe(true);
	});

	test("encodes with the product's quality, or another", async () => {
		const noise = paint(96, 64, 3, (x, y) => [(x * 37) % 256, (y * 91) % 256, (x * y) % 256]);
		const source = encode(imageOf(noise), "png");
		const bytes = async (quality?: number): Promise<Uint8Array> => {
			const options = { engine, width: 96, ...(quality !== undefined && { quality }) };
			return (await resize(source, options)).bytes;
		};
		expect(await bytes()).toEqual(await bytes(78));
		expect((await bytes(20)).length).toBeLessThan((await bytes()).length);
	});

	test("rejects with the reason of a signal, and leaves no listener on it", async () => {
		const reason = new Error("The visitor is gone");
		const controller = new AbortController();
		const { signal } = controller;
		await resize(photo, { engine, width: 24, signal });
		const aborted = resize(photo, { engine, width: 24, signal });
		controller.abort(reason);
		for (const result of [aborted, resize(photo, { engine, width: 24, signal })]) {
			expect(await result.catch((error: unknown) => error)).toBe(reason);
		}
		expect(getEventListeners(signal, "abort")).toEqual([]);
	});
});

describe("resizeAll", () => {
	test("makes all outputs from one decode, in order", async () => {
		let renders = 0;
		const counted: typeof engine = {
			...engine,
			render(...job) {
				renders++;
				return engine.render(...job);
			},
		};
		const outputs = [
			{ width: 24 },
			{ width: 64, height: 64, fit: "cover", format: "webp" },
			{ width: 48, format: "avif" },
		] as const;
		const images = await resizeAll(photo, { engine: counted, outputs });
		expect(images).toMatchObject([
			{ width: 24, height: 16, format: "jpeg" },
			{ width: 64, height: 64, format: "webp" },
			{ width: 48, height: 32, format: "avif" },
		]);
		for (const { bytes, width, height } of images) {
			expect(await readPixels(bytes)).toMatchObject({ width, height });
		}
		expect(renders).toBe(1);
		expect(await resizeAll(photo, { engine, outputs: [] })).toEqual([]);
	});
});

describe("resize says what is wrong with", () => {
	const numbers = "must be a whole number from 1 to 16383, got";
	test.each<[string, Readonly<Record<string, unknown>>, string]>([
		["no width", { width: undefined }, `width ${numbers} undefined`],
		["a width of 0", { width: 0 }, `width ${numbers} 0`],
		["part of a pixel", { width: 1.5 }, `width ${numbers} 1.5`],
		["a width in words", { width: "400" }, `width ${numbers} 400`],
		["a huge width", { width: 16384 }, `width ${numbers} 16384`],
		["a height that is none", { height: Number.NaN }, `height ${numbers} NaN`],
		["an unknown fit", { fit: "fill" }, "fit must be inside or cover, got fill"],
		[
			"cover without a height",
			{ fit: "cover" },
			"fit cover needs a height: it fills width x height exactly",
		],
		["a quality of 500", { quality: 500 }, "quality must be 1 to 100, got 500"],
		["a quality of 0", { quality: 0 }, "quality must be 1 to 100, got 0"],
	])("%s", async (_, wrong, message) => {
		const options: ResizeOptions = { engine, width: 24, ...wrong };
		const { code, message: found } = await failureOf(resize(photo, options));
		expect({ code, found }).toEqual({ code: "invalid-argument", found: message });
	});

	test("no engine", async () => {
		// @ts-expect-error: JavaScript may leave it out
		const { code, message } = await failureOf(resize(photo, { width: 24 }));
		expect(code).toBe("invalid-argument");
		expect(message).toContain("createVipsEngine() from widthwise/engine/vips");
	});

	test("a path instead of bytes", async () => {
		// @ts-expect-error: JavaScript may pass anything
		const { code, message } = await failureOf(resize("photo.jpg", { engine, width: 24 }));
		expect(code).toBe("invalid-argument");
		expect(message).toEndWith("got a string: read the file first");
	});

	test("outputs that are no list", async () => {
		// @ts-expect-error: JavaScript may pass anything
		const { code, message } = await failureOf(resizeAll(photo, { engine, width: 24 }));
		expect([code, message]).toEqual(["invalid-argument", "outputs must be a list"]);
	});

	test("formats that the engine does not encode or decode", async () => {
		const toAvif = resize(photo, { engine: jsquash, width: 24, format: "avif" });
		expect(await failureOf(toAvif)).toMatchObject({
			code: "unsupported-format",
			message: "The engine jsquash does not encode avif: format must be webp or jpeg",
		});
		const fromGif = resize(encodedQuadrants("gif"), { engine: jsquash, width: 24 });
		expect(await failureOf(fromGif)).toMatchObject({
			code: "unsupported-format",
			message: "The engine jsquash does not decode gif: it decodes jpeg, png, webp",
		});
	});

	test.each([
		["an empty file", new Uint8Array(), "empty-file"],
		["what is no image", new TextEncoder().encode("<html>not a photo</html>"), "not-an-image"],
		["a truncated photo", photo.slice(0, photo.length >> 1), "truncated-file"],
	])("%s", async (_, source, code) => {
		expect(await failureOf(resize(source, { engine, width: 24 }))).toMatchObject({ code });
	});
});
