import { describe, expect, test } from "bun:test";
import { deflateSync } from "node:zlib";
import { readProfile, replaceProfile, withoutProfile } from "../../../core/formats/profile.ts";
import { join } from "../../containers/bytes.ts";
import { EOI, ICC_SEGMENTS, JFIF, jpeg, PICTURE, SOI, segment } from "../../containers/jpeg.ts";
import { iccProfile } from "../../containers/metadata.ts";
import { chunk, header, png, SIGNATURE } from "../../containers/png.ts";
import { codeOf, codeOfAsync } from "../../containers/thrown.ts";
import { ICC_CHUNK, riff, vp8, vp8l, vp8x, webp } from "../../containers/webp.ts";

const FILES = { jpeg: jpeg(), webp: webp() } as const;

describe.each(["jpeg", "webp"] as const)("the profile of a %s", (type) => {
	const file = FILES[type];

	test("is read and removed", async () => {
		expect(await readProfile(file, type)).toEqual(iccProfile(type === "jpeg" ? 600 : 601));
		expect(await readProfile(withoutProfile(file, type), type)).toBeNull();
	});

	test.each([132, 65_519, 65_520, 200_001])("is replaced by one of %d bytes", async (length) => {
		const profile = iccProfile(length);
		const tagged = replaceProfile(file, type, profile);
		expect(await readProfile(tagged, type)).toEqual(profile);
		expect(withoutProfile(tagged, type)).toEqual(withoutProfile(file, type));
	});

	test("cannot be read or replaced in a file that is cut off", async () => {
		const half = file.subarray(0, file.length >> 1);
		expect(await codeOfAsync(() => readProfile(half, type))).toBe("truncated-file");
		expect(codeOf(() => replaceProfile(half, type, null))).toBe("truncated-file");
	});
});

describe("the profile of a JPEG", () => {
	const [first, second] = ICC_SEGMENTS.map((part) => [part] as const);
	const rest = PICTURE.slice(ICC_SEGMENTS.length);
	const withParts = (...parts: readonly Uint8Array[]) => join(SOI, JFIF, ...parts, ...rest, EOI);

	test("comes after JFIF", () => {
		const profile = iccProfile(300);
		const tagged = replaceProfile(withParts(), "jpeg", profile);
		const part = segment(0xe2, join("ICC_PROFILE\0", 1, 1, profile));
		expect(tagged).toEqual(withParts(part));
	});

	test("is read whatever the order of its parts", async () => {
		const swapped = withParts(...(second ?? []), ...(first ?? []));
		expect(await readProfile(swapped, "jpeg")).toEqual(iccProfile());
	});

	test("is none if a part is missing", async () => {
		expect(await readProfile(withParts(...(first ?? [])), "jpeg")).toBeNull();
		expect(await readProfile(withParts(...(second ?? [])), "jpeg")).toBeNull();
	});
});

describe("the profile of a WebP", () => {
	test("is announced in the header, which a simple file gets and keeps its alpha", async () => {
		const opaque = replaceProfile(riff(vp8(640, 481)), "webp", iccProfile(601));
		expect(opaque).toEqual(riff(vp8x(0x20, 640, 481), ICC_CHUNK, vp8(640, 481)));
		const clear = replaceProfile(riff(vp8l(300, 2)), "webp", iccProfile(601));
		expect(clear).toEqual(riff(vp8x(0x30, 300, 2), ICC_CHUNK, vp8l(300, 2)));
	});

	test("does not exist in a simple file, which stays as it is", async () => {
		const simple = riff(vp8(64, 48));
		expect(withoutProfile(simple, "webp")).toEqual(simple);
	});
});

describe("the profile of a PNG", () => {
	const withChunks = (...chunks: readonly Uint8Array[]) =>
		join(SIGNATURE, header(1, 1), ...chunks, chunk("IDAT"), chunk("IEND"));

	test("is inflated", async () => {
		expect(await readProfile(png(), "png")).toEqual(iccProfile());
	});

	test("is removed with all that defines colours", () => {
		const colours = ["iCCP", "sRGB", "gAMA", "cHRM", "cICP"].map((type) => chunk(type));
		expect(withoutProfile(withChunks(...colours, chunk("pHYs")), "png")).toEqual(
			withChunks(chunk("pHYs")),
		);
	});

	test.each([
		["it has no name", join("a".repeat(100), 0, 0, deflateSync(iccProfile()))],
		["its data are damaged", join("icc\0\0", 1, 2, 3)],
		["it inflates to more than 4 MB", join("icc\0\0", deflateSync(new Uint8Array(5 << 20)))],
	])("is none if %s", async (_, data) => {
		expect(await readProfile(withChunks(chunk("iCCP", data)), "png")).toBeNull();
	});
});
