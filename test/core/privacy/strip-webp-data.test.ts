import { describe, expect, test } from "bun:test";
import { strip } from "../../../core/privacy/strip.ts";
import { verify } from "../../../core/privacy/verify.ts";
import { join, little } from "../../containers/bytes.ts";
import { codeOfAsync } from "../../containers/thrown.ts";
import * as webp from "../../containers/webp.ts";
import { decodeWithVips, imageOf } from "../../pictures/painter.ts";
import { paint } from "../../pictures/pixels.ts";

const DROP = { orientation: "drop" } as const;
const UNREAD = "data that no decoder reads";
const [WIDTH, HEIGHT] = [41, 29];
const [STILL, ANIMATED, OPAQUE] = [0, 2, 0] as const;

const OPAQUE_IMAGE = imageOf(paint(WIDTH, HEIGHT, 3, (x, y) => [x * 6, y * 8, (x * y) & 255]));
const ALPHA_IMAGE = imageOf(paint(WIDTH, HEIGHT, 4, (x, y) => [x * 6, y * 8, 9, (x * y) & 255]));

/** The chunks that an encoder wrote, without VP8X. */
function chunksOf(bytes: Uint8Array): readonly Uint8Array[] {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const chunks: Uint8Array[] = [];
	for (let at = 12; at < bytes.length; ) {
		const size = view.getUint32(at + 4, true);
		const next = at + 8 + size + (size % 2);
		chunks.push(bytes.subarray(at, next));
		at = next;
	}
	return chunks.filter((chunk) => Buffer.from(chunk).toString("latin1", 0, 4) !== "VP8X");
}

const LOSSY = chunksOf(OPAQUE_IMAGE.webpsaveBuffer({ keep: "none" }));
const LOSSLESS = chunksOf(OPAQUE_IMAGE.webpsaveBuffer({ keep: "none", lossless: true }));
const ALPHA = chunksOf(ALPHA_IMAGE.webpsaveBuffer({ keep: "none" }));
const TEXT = join("SECRET-POSITION");
const secret = (type: string) => webp.chunk(type, TEXT);

/** An extended file of chunks, and one with the flag of an animation. */
const extended = (...chunks: readonly Uint8Array[]) =>
	webp.riff(webp.vp8x(STILL, WIDTH, HEIGHT), ...chunks);
const animated = (...chunks: readonly Uint8Array[]) =>
	webp.riff(webp.vp8x(ANIMATED, WIDTH, HEIGHT), ...chunks);

const ANIM = webp.chunk("ANIM", new Uint8Array(6));
const frame = (flags: number, ...chunks: readonly Uint8Array[]) =>
	webp.chunk(
		"ANMF",
		join(
			...[new Uint8Array(6), little(WIDTH - 1, 3), little(HEIGHT - 1, 3), little(100, 3), flags],
			...chunks,
		),
	);

/** What was hidden in which file, and the file without it. */
const HIDDEN: Readonly<Record<string, readonly [hidden: Uint8Array, plain: Uint8Array]>> = {
	"a second picture in a simple file": [webp.riff(...LOSSY, secret("VP8 ")), webp.riff(...LOSSY)],
	"another kind of picture in a simple file": [
		webp.riff(...LOSSLESS, secret("VP8 ")),
		webp.riff(...LOSSLESS),
	],
	"a second picture": [extended(...LOSSY, secret("VP8L")), extended(...LOSSY)],
	"alpha after the picture": [extended(...LOSSY, secret("ALPH")), extended(...LOSSY)],
	"alpha of a lossless picture": [extended(secret("ALPH"), ...LOSSLESS), extended(...LOSSLESS)],
	"a second alpha": [
		extended(...ALPHA.slice(0, 1), secret("ALPH"), ...ALPHA.slice(1)),
		extended(...ALPHA),
	],
	"ANIM in a still picture": [extended(secret("ANIM"), ...LOSSY), extended(...LOSSY)],
	"a frame in a still picture": [
		extended(...LOSSY, frame(OPAQUE, secret("VP8 "))),
		extended(...LOSSY),
	],
	"bytes after ANIM": [
		animated(webp.chunk("ANIM", join(new Uint8Array(6), TEXT)), frame(OPAQUE, ...LOSSY)),
		animated(ANIM, frame(OPAQUE, ...LOSSY)),
	],
	"a second ANIM": [
		animated(ANIM, frame(OPAQUE, ...LOSSY), secret("ANIM")),
		animated(ANIM, frame(OPAQUE, ...LOSSY)),
	],
	"a still picture in an animation": [
		animated(ANIM, ...LOSSY, frame(OPAQUE, ...LOSSLESS)),
		animated(ANIM, frame(OPAQUE, ...LOSSLESS)),
	],
	"a second picture in a frame": [
		animated(ANIM, frame(OPAQUE, ...ALPHA, secret("VP8 "))),
		animated(ANIM, frame(OPAQUE, ...ALPHA)),
	],
	"a frame without a picture": [
		animated(ANIM, frame(OPAQUE, ...LOSSY), webp.chunk("ANMF", join("SECRET-1234-ABCD"))),
		animated(ANIM, frame(OPAQUE, ...LOSSY)),
	],
	"reserved bits of a frame": [
		animated(ANIM, frame(0xa1, ...LOSSY)),
		animated(ANIM, frame(0x01, ...LOSSY)),
	],
};
const hidden = Object.entries(HIDDEN);

describe("stripping a WebP", () => {
	test.each(hidden)("drops %s, which verify finds", async (_, [file, plain]) => {
		expect(await verify(file, DROP)).toContain(UNREAD);
		const stripped = await strip(file, DROP);
		expect<Uint8Array>(stripped).toEqual(plain);
		expect(await verify(stripped, DROP)).toEqual([]);
	});

	test.each([
		["lossy", webp.riff(...LOSSY)],
		["lossless", webp.riff(...LOSSLESS)],
		["transparent", webp.riff(webp.vp8x(0x10, WIDTH, HEIGHT), ...ALPHA)],
		["animated", animated(ANIM, frame(1, ...LOSSY), frame(2, ...ALPHA))],
	])("copies a %s one that has nothing else as it is", async (_, bytes) => {
		expect(await verify(bytes, DROP)).toEqual([]);
		expect(await strip(bytes, DROP)).toEqual(bytes);
	});

	test("keeps the pixels of a picture that is declared an animation", async () => {
		const stripped = await strip(animated(...LOSSY), DROP);
		expect(stripped).toEqual(extended(...LOSSY));
		expect(decodeWithVips(stripped).width).toBe(WIDTH);
	});

	test("refuses frames that no decoder shows", async () => {
		const still = extended(ANIM, frame(OPAQUE, ...LOSSY));
		expect(await codeOfAsync(() => strip(still, DROP))).toBe("unreadable-image");
	});
});
