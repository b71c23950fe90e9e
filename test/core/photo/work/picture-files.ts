import { deflateSync } from "node:zlib";
import { big, join, noise } from "../../../containers/bytes.ts";
import * as gif from "../../../containers/gif.ts";
import { cleanProfile } from "../../../containers/icc.ts";
import * as jpeg from "../../../containers/jpeg.ts";
import * as png from "../../../containers/png.ts";
import * as webp from "../../../containers/webp.ts";
import type { HostileFiles } from "./hostile-files.ts";
import { numbered, repeated } from "./repeated.ts";

const NOTHING = new Uint8Array(0);
const ONE_BYTE = Uint8Array.of(1, 0x61);
const FRAME_HEAD = new Uint8Array(16);
const OTHER_CHUNK = webp.chunk("SECR", NOTHING);

export const PNG_FILES: HostileFiles = {
	"PNG of empty texts": (n) => png.png([repeated(n, png.chunk("tEXt"))]),
	"PNG of texts with one keyword": (n) =>
		png.png([repeated(n, png.chunk("tEXt", join("Comment\0", noise(100))))]),
	"PNG of compressed texts": (n) =>
		png.png([
			repeated(n, png.chunk("zTXt", join("Comment\0\0", deflateSync(new Uint8Array(60_000))))),
		]),
	"PNG of profiles in hexadecimal": (n) =>
		png.png([
			repeated(8, png.chunk("tEXt", join("Raw profile type exif\0\nexif\n1\n", "30 ".repeat(n)))),
		]),
	"PNG of image data byte by byte": (n) => {
		const data = deflateSync(noise(n), { level: 0 });
		const chunks = numbered(data.length, (at) => png.chunk("IDAT", data.subarray(at, at + 1)));
		return join(png.SIGNATURE, png.header(n - 1, 1, 0), chunks, png.chunk("IEND"));
	},
	"PNG of empty image data": (n) => png.png([], [repeated(n, png.chunk("IDAT"))]),
	"PNG without an end": (n) => png.png([repeated(n, png.chunk("tEXt"))]).slice(0, -12),
	"PNG of empty frames": (n) =>
		png.png(
			[png.chunk("acTL", new Uint8Array(8))],
			[repeated(n, png.chunk("fcTL", new Uint8Array(26)), png.chunk("fdAT", new Uint8Array(4)))],
		),
	"PNG of profiles": (n) => png.png([repeated(n >> 3, png.iccChunk(new Uint8Array(60_000)))]),
	"PNG of empty blocks of deflate": (n) =>
		png.png([
			png.chunk("iCCP", join("icc\0\0", 0x78, 1, repeated(n, Uint8Array.of(0, 0, 0, 255, 255)))),
		]),
};

export const WEBP_FILES: HostileFiles = {
	"WebP of chunks": (n) =>
		webp.riff(webp.vp8x(0x12, 64, 48), repeated(n, OTHER_CHUNK), webp.vp8(64, 48)),
	"WebP of a frame of chunks": (n) =>
		webp.riff(
			webp.vp8x(0x12, 64, 48),
			webp.chunk("ANMF", join(FRAME_HEAD, repeated(n, OTHER_CHUNK))),
		),
	"WebP of frames": (n) =>
		webp.riff(
			webp.vp8x(0x12, 64, 48),
			repeated(n >> 1, webp.chunk("ANMF", join(FRAME_HEAD, OTHER_CHUNK, webp.vp8(64, 48)))),
		),
	"WebP of profiles": (n) => webp.webp([repeated(n >> 3, webp.chunk("ICCP", cleanProfile()))]),
	"WebP of the letter h": (n) => webp.webp([webp.chunk("ICCP", new Uint8Array(20 * n).fill(0x68))]),
	"WebP of starts of a signature": (n) =>
		webp.webp([webp.chunk("SECR", repeated(n, join("http://ns.adobe.com")))]),
};

export const GIF_FILES: HostileFiles = {
	"GIF of a profile byte by byte": (n) =>
		gif.gifWith(join(0x21, 0xff, 11, "ICCRGBG1012", repeated(n, ONE_BYTE), 0)),
	"GIF of profiles": (n) => gif.gifWith(repeated(n >> 3, gif.profileWith("xx"))),
	"GIF of a repetition byte by byte": (n) =>
		gif.gifWith(join(0x21, 0xff, 11, "NETSCAPE2.0", repeated(n, ONE_BYTE), 0)),
	"GIF of pixels byte by byte": (n) =>
		gif.gifWith(join(0x2c, 0, 0, 0, 0, 30, 0, 20, 0, 0, 2, repeated(n, ONE_BYTE), 0)),
	"GIF of comments": (n) => gif.gifWith(repeated(n, join(0x21, 0xfe, 0))),
	"GIF of frames": (n) => gif.gif(30, 20, repeated(n >> 2, gif.gifFrame(30, 20))),
};

const photoshop = join("Photoshop 3.0\0", "8BIM", 4, 4, 0, 0, big(0, 4));

export const JPEG_FILES: HostileFiles = {
	"JPEG of equal parts of a profile": (n) =>
		jpeg.jpeg([repeated(n, jpeg.segment(0xe2, join("ICC_PROFILE\0", 1, 1)))]),
	"JPEG of a profile in 255 parts": (n) =>
		jpeg.jpeg([
			numbered(255, (index) =>
				jpeg.segment(0xe2, join("ICC_PROFILE\0", index + 1, 255, new Uint8Array(n >> 3))),
			),
		]),
	"JPEG of comments": (n) => jpeg.jpeg([repeated(n, jpeg.segment(0xfe, join("x")))]),
	"JPEG of codes": (n) =>
		jpeg.jpeg([repeated(n >> 2, jpeg.segment(0xc4, new Uint8Array(17 * 20)))]),
	"JPEG of a segment of codes": (n) =>
		jpeg.jpeg([jpeg.segment(0xc4, new Uint8Array(17 * Math.min(n, 3800)))]),
	"JPEG of restart intervals": (n) =>
		jpeg.jpeg([repeated(n, jpeg.segment(0xdd, new Uint8Array(2)))]),
	"JPEG of Photoshop's segments": (n) => jpeg.jpeg([repeated(n, jpeg.segment(0xed, photoshop))]),
	"JPEG of fill bytes": (n) => jpeg.jpeg([new Uint8Array(8 * n).fill(0xff)]),
	"JPEG of stuffed bytes": (n) => jpeg.jpeg([repeated(4 * n, Uint8Array.of(0xff, 0))]),
};
