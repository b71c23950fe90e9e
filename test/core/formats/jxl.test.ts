import { describe, expect, test } from "bun:test";
import { probeImage } from "../../../core/formats/probe.ts";
import { readMetadata } from "../../../core/metadata/read.ts";
import { strip } from "../../../core/privacy/strip.ts";
import { verify } from "../../../core/privacy/verify.ts";
import { codestreamOf, jxl, lowestFirst, METADATA, withHeader } from "../../containers/jxl.ts";
import { codeOfAsync } from "../../containers/thrown.ts";
import { drawnJxl } from "../../pictures/jxl/drawn.ts";

const bare = codestreamOf(drawnJxl("quadrants"));
const PLAIN = { type: "jxl", width: 96, height: 64, orientation: 1, hasAlpha: false, frames: 1 };

/** Fields of an extra channel, besides that it is not the default: type, 8 bits, no shift, no name. */
const channel = (type: string, rest = "") => `0${type}0000000${rest}`;
const ALPHA = channel("00", "1");
const DEPTH = channel("10");
const BLACK = channel(`01${lowestFirst(2, 4)}`);

describe("a JPEG XL", () => {
	test("has the size of its codestream, in boxes or bare, in one part or more", async () => {
		expect(await probeImage(bare)).toMatchObject(PLAIN);
		expect(await probeImage(jxl(bare))).toMatchObject(PLAIN);
		for (const splitAt of [0, 1, 3]) {
			expect(await probeImage(jxl(bare, { splitAt }))).toMatchObject(PLAIN);
		}
		expect(await probeImage(drawnJxl("large"))).toMatchObject({
			...PLAIN,
			width: 2000,
			height: 1001,
		});
	});

	test.each([1, 2, 3, 4, 5, 6, 7, 8])(
		"has the orientation %i of its codestream",
		async (orientation) => {
			const turned = jxl(withHeader(bare, { orientation }), { boxes: METADATA });
			expect(await probeImage(turned)).toMatchObject({ ...PLAIN, orientation });
		},
	);

	test.each([
		["the default channel", ["1"], true],
		["premultiplied alpha", [ALPHA], true],
		["depth", [DEPTH], false],
	])("with %s", async (_, channels, hasAlpha) => {
		expect(await probeImage(withHeader(bare, { channels }))).toMatchObject({ ...PLAIN, hasAlpha });
	});

	test.each([
		["black ink", [BLACK], "CMYK"],
		["more channels than the decoder has room for", [ALPHA, DEPTH], "spot colours"],
	])("with %s is refused with a reason", async (_, channels, reason) => {
		const refusal = probeImage(withHeader(bare, { channels })).catch(String);
		expect(await refusal).toContain(`JPEG XL with ${reason}`);
	});

	test("has the metadata of its boxes", async () => {
		const metadata = await readMetadata(jxl(bare, { boxes: METADATA }));
		expect(metadata).toMatchObject({ camera: "Canon EOS 5D Mark III", title: "Evening & harbour" });
		expect(metadata.position).not.toBeNull();
		expect(await readMetadata(bare)).toMatchObject({ camera: null, position: null });
	});

	test("is not stripped or verified, because it is never published", async () => {
		expect(await codeOfAsync(() => strip(bare))).toBe("unsupported-format");
		expect(await codeOfAsync(() => verify(bare))).toBe("unsupported-format");
	});

	test.each([
		["in its header", bare.slice(0, 4), "truncated-file"],
		["in a box", jxl(bare).slice(0, -1), "truncated-file"],
		["before its codestream", jxl(bare).slice(0, 32), "unreadable-image"],
	])("is refused if it is cut off %s", async (_, bytes, code) => {
		expect(await codeOfAsync(() => probeImage(bytes))).toBe(code);
	});

	test("that is damaged anywhere has a size, or is refused with a WidthwiseError", async () => {
		const file = jxl(withHeader(bare, { orientation: 3, channels: [ALPHA] }), { boxes: METADATA });
		for (let at = 0; at < file.length; at++) {
			for (const value of [0, 0x55, 0xff]) {
				const damaged = file.slice();
				damaged[at] = value;
				// Any other error would be thrown.
				await codeOfAsync(() => probeImage(damaged));
				// It takes longer; in the header of each box are several of these bytes.
				if (value === 0xff && at % 3 === 0) await readMetadata(damaged);
			}
		}
	});

	test("is refused if it has no codestream, or thousands of channels", async () => {
		expect(await codeOfAsync(() => probeImage(jxl(Uint8Array.of(1, 2, 3))))).toBe(
			"unreadable-image",
		);
		const many = withHeader(bare, { count: "11111111111111" });
		expect(await codeOfAsync(() => probeImage(many))).toBe("unreadable-image");
	});
});
