import { deflateSync } from "node:zlib";
import { drawRequests, LOG_WRITERS } from "../bench/logs/drawn-log.ts";
import { LOADED } from "../containers/all.ts";
import { avif, PLAIN } from "../containers/avif.ts";
import { join } from "../containers/bytes.ts";
import { richExif } from "../containers/exif.ts";
import { gif, gifFrame } from "../containers/gif.ts";
import { cleanProfile, tableProfile } from "../containers/icc.ts";
import { EOI, ICC_SEGMENT, PLANTS as JPEG_PLANTS } from "../containers/jpeg.ts";
import { dcScan, segment } from "../containers/jpeg-scans.ts";
import { codestreamOf, jxl, METADATA } from "../containers/jxl.ts";
import { photoshopIptc, XMP_PACKET } from "../containers/metadata.ts";
import { animatedWebp } from "../containers/webp.ts";
import { drawnHeic } from "../pictures/heic/drawn.ts";
import { drawnJxl } from "../pictures/jxl/drawn.ts";
import { SCAN_HEADS } from "./scan-heads.ts";
import type { TargetName } from "./targets.ts";

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** A small JPEG of each head, with a scan and all metadata that a JPEG can contain. */
const JPEGS: readonly Uint8Array[] = SCAN_HEADS.map((head) => {
	const parts = Object.values(JPEG_PLANTS).map(([, part]) => part);
	const codes = new Uint8Array(16);
	return join(head.subarray(0, 2), ICC_SEGMENT, ...parts, head.subarray(2), codes, EOI);
});

const { png = text(""), webp = text(""), avif: loadedAvif = text(""), gif: loadedGif } = LOADED;
const codestream = codestreamOf(drawnJxl("quadrants"));
const ID = "048aef1505767106c7cb3094a726570b";
const FORM = [
	'--xYzZY\r\nContent-Disposition: form-data; name="photos"; filename="a.jpg"',
	"Content-Type: image/jpeg\r\n\r\nbytes\r\n--xYzZ\r\n--xYzZY",
	"content-disposition: form-data; name=photos; filename*=utf-8''a%20b.jpg\r\n\r\n\r\n--xYzZY--\r\n",
].join("\r\n");

/** Inputs that each target begins with: drawn files of every kind that the parser reads. */
export const SEEDS: Readonly<Record<TargetName, readonly Uint8Array[]>> = {
	jpeg: JPEGS,
	"jpeg-codes": [
		...SCAN_HEADS.map((_, index) => join(index, new Uint8Array(16))),
		join(2, dcScan(2, 1).subarray(2)),
	],
	png: [png],
	webp: [webp, animatedWebp(2)],
	avif: [loadedAvif, avif(PLAIN)],
	heic: [drawnHeic("quadrants"), drawnHeic("clear")],
	jxl: [jxl(codestream, { boxes: METADATA }), jxl(codestream, { splitAt: 20 }), codestream],
	gif: [join(gif(3, 2, gifFrame(3, 2))), loadedGif ?? text("")],
	verify: [...JPEGS, png, webp, loadedAvif, gif(3, 2, gifFrame(3, 2))],
	exif: [richExif(6)],
	xmp: [XMP_PACKET],
	iptc: [join(0xff, 0xd8, segment(0xed, photoshopIptc()), EOI)],
	icc: [cleanProfile(), tableProfile(1, 2), tableProfile(1, 2, "CMYK")],
	inflate: [0, 1, 9].map((level) => deflateSync(text("abc".repeat(90)), { level })),
	"image-url": [
		text(`/media/${ID}/blue-hour.jpg?width=400&dpr=2&format=webp`),
		text(`photos/${ID}/w640.webp`),
		text("320,640,1280"),
	],
	accept: [
		text("image/avif,image/webp;q=0.8,*/*;q=0.1"),
		text("image/webp;q=0.000, image/avif;q=1"),
	],
	headers: [
		text(
			'photos.example:80\n10.1.2.3, 127.0.0.1\na.example\nhttps\ngzip;q=0, zstd\na; boundary="x"',
		),
		text('[::1]\n::ffff:10.0.0.1\n\n\nbr\n\nform-data; name="a\\"b"; filename=c\nPATCH\nsha1 x'),
	],
	multipart: [join(2, FORM), join(200, FORM)],
	log: Object.values(LOG_WRITERS).map((write) => join(5, write(drawRequests(1, 4)).join("\n"))),
	histogram: [text("width,count\n400,1200\n"), text('"width","dpr","count"\r\n400,2,3\r\n')],
	needs: [text('{"slot":"grid","widths":[390,780]}'), text('{"slot":"photo","widths":[1170]}')],
};
