import { describe, expect, test } from "bun:test";
import { deflateSync } from "node:zlib";
import { readProfile, replaceProfile, withoutProfile } from "../../../core/formats/profile.ts";
import { join } from "../../containers/bytes.ts";
import { cleanProfile } from "../../containers/icc.ts";
import { EOI, iccSegments, JFIF, jpeg, PICTURE, SOI, segment } from "../../containers/jpeg.ts";
import { iccProfile } from "../../containers/metadata.ts";
import { chunk, header, png, SIGNATURE } from "../../containers/png.ts";
import { codeOf } from "../../containers/thrown.ts";
import { riff, vp8, vp8l, vp8x, webp, chunk as webpChunk } from "../../containers/webp.ts";

const FILES = { jpeg: jpeg(), webp: webp() } as const;

describe.each(["jpeg", "webp"] as const)("the profile of a %s", (type) => {
	const file = FILES[type];

	test("is read and removed", () => {
		expect(readProfile(file, type)).toEqual(cleanProfile());
		expect(readProfile(withoutProfile(file, type), type)).toBeNull();
	});

	test.each([132, 65_519, 65_520, 200_001])("is replaced by one of %d bytes", (length) => {
		const profile = iccProfile(length);
		const tagged = replaceProfile(file, type, profile);
		expect(readProfile(tagged, type)).toEqual(profile);
		expect(withoutProfile(tagged, type)).toEqual(withoutProfile(file, type));
	});

	test("cannot be read or replaced in a file that is cut off", () => {
		const half = file.subarray(0, file.length >> 1);
		expect(codeOf(() => readProfile(half, type))).toBe("truncated-file");
		expect(codeOf(() => replaceProfile(half, type, null))).toBe("truncated-file");
	});
});

describe("the profile of a JPEG", () => {
	const [first, second] = iccSegments(iccProfile(), 300).map((part) => [part] as const);
	const rest = PICTURE.slice(1);
	const withParts = (...parts: readonly Uint8Array[]) => join(SOI, JFIF, ...parts, ...rest, EOI);

	test("comes after JFIF", () => {
		const profile = iccProfile(300);
		const tagged = replaceProfile(withParts(), "jpeg", profile);
		const part = segment(0xe2, join("ICC_PROFILE\0", 1, 1, profile));
		expect(tagged).toEqual(withParts(part));
	});

	test("is read whatever the order of its parts", () => {
		const swapped = withParts(...(second ?? []), ...(first ?? []));
		expect(readProfile(swapped, "jpeg")).toEqual(iccProfile());
	});

	test("is none if a part is missing", () => {
		expect(readProfile(withParts(...(first ?? [])), "jpeg")).toBeNull();
		expect(readProfile(withParts(...(second ?? [])), "jpeg")).toBeNull();
	});
});

describe("the profile of a WebP", () => {
	const oddChunk = webpChunk("ICCP", iccProfile(601));

	test("is announced in the header, which a simple file gets and keeps its alpha", () => {
		const opaque = replaceProfile(riff(vp8(640, 481)), "webp", iccProfile(601));
		expect(opaque).toEqual(riff(vp8x(0x20, 640, 481), oddChunk, vp8(640, 481)));
		const clear = replaceProfile(riff(vp8l(300, 2)), "webp", iccProfile(601));
		expect(clear).toEqual(riff(vp8x(0x30, 300, 2), oddChunk, vp8l(300, 2)));
	});

	test("does not exist in a simple file, which stays as it is", () => {
		const simple = riff(vp8(64, 48));
		expect(withoutProfile(simple, "webp")).toEqual(simple);
	});
});

describe("the profile of a PNG", () => {
	const withChunks = (...chunks: readonly Uint8Array[]) =>
		join(SIGNATURE, header(1, 1), ...chunks, chunk("IDAT"), chunk("IEND"));

	test("is inflated", () => {
		expect(readProfile(png(), "png")).toEqual(cleanProfile());
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
	])("is none if %s", (_, data) => {
		expect(readProfile(withChunks(chunk("iCCP", data)), "png")).toBeNull();
	});
});
