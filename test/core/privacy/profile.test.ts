import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { publicProfile } from "../../../core/formats/icc/public-profile.ts";
import { readProfile } from "../../../core/formats/profile.ts";
import { verifyIcc } from "../../../core/privacy/containers/icc.ts";
import { strip } from "../../../core/privacy/strip.ts";
import { verify } from "../../../core/privacy/verify.ts";
import * as avif from "../../containers/avif.ts";
import { big, contains, join, noise } from "../../containers/bytes.ts";
import { gifFrame, gifWith, profileWith } from "../../containers/gif.ts";
import * as icc from "../../containers/icc.ts";
import * as jpeg from "../../containers/jpeg.ts";
import * as png from "../../containers/png.ts";
import * as webp from "../../containers/webp.ts";

const SIGNED = icc.signedProfile();
const CLEAN = icc.cleanProfile();
const { wtpt, ...NEEDED } = icc.matrixElements("monitor", icc.curve(0, 9000, 65_535));

const KINDS = ["jpeg", "png", "webp", "avif", "gif"] as const;

/** A file of each format with a colour profile. */
const FILES: Readonly<Record<(typeof KINDS)[number], (profile: Uint8Array) => Uint8Array>> = {
	jpeg: (profile) =>
		join(
			jpeg.SOI,
			jpeg.JFIF,
			...jpeg.iccSegments(profile, 400),
			...jpeg.PICTURE.slice(1),
			jpeg.EOI,
		),
	png: (profile) =>
		join(png.SIGNATURE, png.header(20, 10), png.iccChunk(profile, "DELL 4711"), ...png.PIXELS),
	webp: (profile) =>
		webp.riff(webp.vp8x(0x20, 64, 48), webp.chunk("ICCP", profile), webp.vp8(64, 48)),
	avif: (profile) => avifWith(avif.box("colr", "prof", profile)),
	gif: (profile) => gifWith(profileWith("", profile), gifFrame(10, 10)),
};

function avifWith(colours: Uint8Array): Uint8Array {
	const properties = avif.PLAIN.properties.map((property) =>
		property === avif.ICC_PROPERTY ? colours : property,
	);
	return avif.avif({ ...avif.PLAIN, properties });
}

describe.each(KINDS)("the colour profile of a %s", (kind) => {
	const fileWith = FILES[kind];

	test("is reduced to its colours", async () => {
		const signed = fileWith(SIGNED);
		const found = await verify(signed);
		expect(found).toContain("maker of the colour profile");
		expect(found).toContain("text in the colour profile");
		expect(found).toContain("unknown data in the colour profile (mmod, vcgt, ndin, dscm)");
		const stripped = await strip(signed);
		expect(await verify(stripped)).toEqual([]);
		expect(contains(stripped, "SECR")).toBe(false);
		expect(contains(stripped, "DELL")).toBe(false);
		const again: Uint8Array = await strip(stripped);
		expect(again).toEqual(stripped);
		if (kind === "avif") expect(contains(stripped, CLEAN)).toBe(true);
		else if (kind === "gif") expect(contains(stripped, profileWith(""))).toBe(true);
		else expect(readProfile(stripped, kind)).toEqual(CLEAN);
	});

	test("is removed if no decoder could use it", async () => {
		const stripped = await strip(fileWith(noise(600, 99)));
		expect(await verify(stripped)).toEqual([]);
		expect(contains(stripped, noise(600, 99).subarray(0, 50))).toBe(false);
	});
});

describe("verify finds", () => {
	test("two profiles, and parts that are out of order", async () => {
		const [first = CLEAN, second = CLEAN] = jpeg.iccSegments(CLEAN, 300);
		for (const parts of [[jpeg.ICC_SEGMENT], [second, first], [first]]) {
			const bytes = join(jpeg.SOI, ...parts, ...jpeg.PICTURE, jpeg.EOI);
			expect(await verify(bytes)).toEqual(["several colour profiles"]);
			expect(await verify(await strip(bytes))).toEqual([]);
		}
	});

	test("the name of a PNG's profile, bytes after it, and one that is huge", async () => {
		const withChunk = (chunk: Uint8Array) =>
			verify(join(png.SIGNATURE, png.header(20, 10), chunk, ...png.PIXELS));
		expect(await withChunk(png.iccChunk(CLEAN))).toEqual([]);
		expect(await withChunk(png.iccChunk(CLEAN, "DELL"))).toEqual(["name of the colour profile"]);
		const more = png.chunk("iCCP", join(png.ICC_CHUNK.subarray(8, -4), "SECRET"));
		expect(await withChunk(more)).toEqual(["damaged colour profile"]);
		const huge = join(CLEAN, new Uint8Array(5 << 20));
		expect(await withChunk(png.iccChunk(huge))).toEqual(["large colour profile"]);
	});

	test("bytes after an AVIF's colour codes, which are removed", async () => {
		const colours = (more: string) =>
			avifWith(avif.box("colr", "nclx", big(12, 2), big(13, 2), big(6, 2), 0x80, more));
		expect(await verify(await strip(colours("")))).toEqual([]);
		expect(await verify(colours("SECRET"))).toContain("unknown data (colr nclx)");
		const stripped = await strip(colours("SECRET"));
		expect(stripped).toEqual(await strip(colours("\0".repeat(6))));
		expect(contains(stripped, join("nclx", 0, 12, 0, 13, 0, 6, 0x80))).toBe(true);
	});
});

test("an AVIF's profile without space for a description gets none", async () => {
	const small = icc.profile(NEEDED, { isSigned: true });
	const stripped = await strip(FILES.avif(small));
	expect(contains(stripped, icc.profile(NEEDED))).toBe(true);
	expect(await verify(stripped)).toEqual([]);
	expect(publicProfile(small)?.length).toBeGreaterThan(small.length);
	expect(wtpt).toBeDefined();
});

describe("verifyIcc", () => {
	const texts = { desc: icc.localised("RGB"), cprt: icc.localised("Not stated") };
	const monitor = icc.matrixElements("monitor", icc.curve(0, 9000, 65_535));
	const at = (offset: number) => {
		const changed = Uint8Array.from(CLEAN);
		changed[offset] = 7;
		return changed;
	};

	test.each([
		["nothing", CLEAN, []],
		["zeros after the end", join(CLEAN, new Uint8Array(9)), []],
		["bytes after the end", join(CLEAN, "SECRET"), ["data in the colour profile"]],
		["a CMM", at(4), ["maker of the colour profile"]],
		["a date", at(30), ["maker of the colour profile"]],
		["a model", at(54), ["maker of the colour profile"]],
		["flags", at(45), ["maker of the colour profile"]],
		["an id", at(90), ["maker of the colour profile"]],
		["reserved bytes", at(120), ["maker of the colour profile"]],
		["another illuminant", at(70), ["maker of the colour profile"]],
		["other bytes", noise(500), ["damaged colour profile"]],
		["half of it", CLEAN.subarray(0, 200), ["damaged colour profile"]],
		[
			"a description",
			icc.profile({ ...texts, desc: icc.localised("DELL"), ...monitor }),
			["text in the colour profile"],
		],
		[
			"an old notice",
			icc.profile({ ...texts, cprt: icc.notice("Ada"), ...monitor }, { version: 2 }),
			["text in the colour profile"],
		],
		[
			"a table to a device",
			icc.profile({ ...texts, ...monitor, B2A0: join("mft1") }),
			["unknown data in the colour profile (B2A0)"],
		],
		[
			"a calibration",
			icc.profile({ ...texts, ...monitor, vcgt: join("vcgt") }),
			["unknown data in the colour profile (vcgt)"],
		],
		[
			"bytes after a colour",
			icc.profile({ ...texts, ...monitor, wtpt: join(icc.numbers("XYZ ", 1, 1, 1), "SECRET") }),
			["data in the colour profile"],
		],
		[
			"text with the type of a text where a colour should be",
			icc.profile({ ...texts, ...monitor, kTRC: icc.localised("SECRET") }),
			["text in the colour profile"],
		],
		[
			"text where a colour should be",
			icc.profile({ ...texts, ...monitor, wtpt: join("wxyz", 0, 0, 0, 0, "SECRET") }),
			["data in the colour profile"],
		],
	])("finds %s", (_, profile, expected) => {
		expect(verifyIcc(profile)).toEqual(expected);
	});

	test("finds nothing in any profile that was reduced", () => {
		const lut = join("mft1", big(0, 4), 3, 3, 2, 0, noise(36 + 2 * 768 + 24));
		const stages = join("mAB ", big(0, 4), 3, 3, 0, 0, big(32, 4), big(0, 4), big(80, 4));
		const mba = join(stages, big(140, 4), big(0, 4), ...Array(8).fill(icc.curve(3, 4)), noise(90));
		mba.set([2, 2, 2, ...noise(13), 1], 140);
		const kinds = [
			SIGNED,
			icc.profile({ A2B0: lut, A2B1: mba, note: join("SECRET") }, { connectionSpace: "Lab " }),
			icc.profile({ ...monitor, cicp: join("cicp", big(0, 4), 9, 16, 0, 1, "SECRET") }),
			icc.signedProfile("p3", icc.SRGB_CURVE),
		];
		for (const profile of kinds) expect(publicProfile(profile)).not.toBeNull();
		const edits = fc.array(fc.tuple(fc.nat(3000), fc.nat(255)), { maxLength: 12 });
		fc.assert(
			fc.property(fc.constantFrom(...kinds), edits, (profile, changes) => {
				const damaged = Uint8Array.from(profile);
				for (const [offset, value] of changes) damaged[offset % damaged.length] = value;
				const reduced = publicProfile(damaged);
				if (reduced) expect(verifyIcc(reduced)).toEqual([]);
				verifyIcc(damaged);
			}),
			{ numRuns: 400 },
		);
	});
});
