import { deflateSync } from "node:zlib";
import { LOADED } from "../../../containers/all.ts";
import { ascii, join, little } from "../../../containers/bytes.ts";
import {
	directory,
	gpsTags,
	rational,
	short,
	type Tag,
	text,
	tiff,
} from "../../../containers/exif.ts";
import { exifJpeg, jpeg, segment } from "../../../containers/jpeg.ts";
import { dataset, photoshopIptc, photoshopWith } from "../../../containers/metadata.ts";
import * as png from "../../../containers/png.ts";

const XMP_HEAD =
	'xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/" ' +
	'xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" xmlns:dc="http://purl.org/dc/elements/1.1/" ' +
	'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"';

/** Makes a JPEG with XMP: properties as attributes, then elements. */
function xmpJpeg(properties: string, inside = ""): Uint8Array {
	const rdf = `xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"`;
	const xml = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF ${rdf}><rdf:Description rdf:about="" ${XMP_HEAD} ${properties}>${inside}</rdf:Description></rdf:RDF></x:xmpmeta>`;
	const packet = new TextEncoder().encode(xml);
	return jpeg([segment(0xe1, join("http://ns.adobe.com/xap/1.0/\0", packet))]);
}

const bytes = (tag: number, type: number, value: Uint8Array): Tag => [
	tag,
	type,
	value.length,
	value,
];
const utf16 = (value: string) =>
	join(...Array.from(`${value}\0`, (unit) => little(unit.charCodeAt(0), 2)));
const made = (make: string, model: string, ...more: readonly Tag[]) => [
	text(0x10f, make),
	text(0x110, model),
	...more,
];

/** An EXIF block in which the maker's note of Canon is where its offsets say. */
function canonNote(): Uint8Array {
	const noteAt = (at: number) => directory([text(0x95, "EF50mm f/1.8 II")], at);
	const block = (note: Uint8Array) => tiff(made("Canon", "Canon EOS 5D"), [bytes(0x927c, 7, note)]);
	const marked = join("MARKED".repeat(20)).subarray(0, noteAt(0).length);
	return block(noteAt(Buffer.from(block(marked)).indexOf(marked)));
}

/** Photos with metadata of every kind that is read, by a name for the file. */
export const DRAWN: Readonly<Record<string, Uint8Array>> = {
	"loaded.jpg": LOADED.jpeg ?? new Uint8Array(0),
	"loaded.png": LOADED.png ?? new Uint8Array(0),
	"loaded.webp": LOADED.webp ?? new Uint8Array(0),
	"loaded.avif": LOADED.avif ?? new Uint8Array(0),
	"iptc.jpg": jpeg([segment(0xed, photoshopIptc())]),
	"headline.jpg": jpeg([segment(0xed, photoshopWith(dataset(105, "Boats come home")))]),
	"nul.jpg": exifJpeg(
		tiff([
			bytes(0x10f, 2, ascii("GoPro\0SECRET\xfc\0")),
			bytes(0x110, 2, ascii("HD2\0SECRET\0")),
			bytes(0x8298, 2, ascii("Ada\0The Times\0")),
		]),
	),
	"bytes.jpg": exifJpeg(
		tiff([bytes(0x10f, 1, ascii("Google")), bytes(0x110, 1, ascii("Pixel 6"))]),
	),
	"windows-1252.jpg": exifJpeg(tiff([bytes(0x13b, 2, ascii("Zo\xeb \x96 Ada\0"))])),
	"explorer.jpg": exifJpeg(
		tiff([
			bytes(0x9c9b, 1, utf16("Häfen")),
			bytes(0x9c9c, 1, utf16("Boats come home")),
			bytes(0x9c9d, 1, utf16("Zoë")),
			bytes(0x9c9e, 1, utf16("sea;boats")),
		]),
	),
	"comment.jpg": exifJpeg(tiff([], [bytes(0x9286, 7, ascii("ASCII\0\0\0Boats come home"))])),
	"unicode.jpg": exifJpeg(tiff([], [bytes(0x9286, 7, join("UNICODE\0", utf16("Häfen")))])),
	"boilerplate.jpg": exifJpeg(tiff([text(0x10e, "OLYMPUS DIGITAL CAMERA")])),
	"kodak.jpg": exifJpeg(tiff(made("EASTMAN KODAK COMPANY", "KODAK Z740 ZOOM DIGITAL CAMERA"))),
	"fast.jpg": exifJpeg(tiff([], [short(0x8827, 65_535), [0x8832, 4, 1, little(102_400, 4)]])),
	"no-lens.jpg": exifJpeg(tiff([], [text(0xa434, "----")])),
	"range.jpg": exifJpeg(tiff([], [rational(0xa432, [18, 1], [55, 1], [35, 10], [56, 10])])),
	"canon.jpg": exifJpeg(canonNote()),
	"south.jpg": exifJpeg(tiff([], [], gpsTags([33, 1], [30, 1], [36, 1], "s"))),
	"digitized.jpg": exifJpeg(tiff([], [text(0x9004, "2001:02:03 04:05:06")])),
	"xmp.jpg": xmpJpeg(
		'tiff:Make="SONY" tiff:Model="DSC-D700" aux:Lens="24-70mm F2.8" exif:ExposureTime="1/250" exif:FNumber="28/10" exif:FocalLength="35/1" exif:FocalLengthIn35mmFilm="52" exif:GPSLatitude="33,30.6S" exif:GPSLongitude="151,15,0E" exif:GPSAltitude="25/2" exif:GPSAltitudeRef="1" photoshop:DateCreated="1978-05" photoshop:Headline="Boats"',
		"<exif:ISOSpeedRatings><rdf:Seq><rdf:li>400</rdf:li></rdf:Seq></exif:ISOSpeedRatings><!-- note -->",
	),
	"languages.jpg": xmpJpeg(
		'photoshop:DateCreated="1978"',
		'<dc:title><rdf:Alt><rdf:li xml:lang="de">Hafen</rdf:li><rdf:li xml:lang="x-default">Harbour</rdf:li></rdf:Alt></dc:title>',
	),
	"texts.png": png.png([
		png.chunk("zTXt", join("Author\0\0", deflateSync("Ada"))),
		png.chunk("iTXt", join("Title\0\x01\0en\0\0", deflateSync(new TextEncoder().encode("Häfen")))),
		png.chunk("tEXt", join("Copyright\0\xa9 Ada")),
	]),
};
