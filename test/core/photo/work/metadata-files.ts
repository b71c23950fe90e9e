import { big, join } from "../../../containers/bytes.ts";
import * as jpeg from "../../../containers/jpeg.ts";
import * as png from "../../../containers/png.ts";
import type { HostileFiles } from "./hostile-files.ts";
import { numbered, repeated } from "./repeated.ts";

const RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"';
const DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"';

const xmp = (packet: string) =>
	png.png([png.chunk("iTXt", join("XML:com.adobe.xmp\0\0\0\0\0", packet))]);
const rdf = (xml: string, namespaces = "") => xmp(`<rdf:RDF ${RDF} ${namespaces}>${xml}</rdf:RDF>`);
const many = (count: number, part: (index: number) => string) =>
	Array.from({ length: count }, (_, index) => part(index)).join(" ");

export const XMP_FILES: HostileFiles = {
	"XMP of nested elements": (n) => rdf("<a>".repeat(n) + "</a>".repeat(n)),
	"XMP of many nested elements": (n) => rdf(("<a>".repeat(90) + "</a>".repeat(90)).repeat(n / 30)),
	"XMP of attributes": (n) => rdf(`<rdf:Description ${many(n, (i) => `a${i}="1"`)}/>`),
	"XMP of properties": (n) => rdf(`<rdf:Description>${"<a/>".repeat(n)}</rdf:Description>`),
	"XMP of keywords": (n) =>
		rdf(
			`<rdf:Description><dc:subject><rdf:Bag>${"<rdf:li>a</rdf:li>".repeat(n)}</rdf:Bag></dc:subject></rdf:Description>`,
			DC,
		),
	"XMP of starts of sections": (n) => xmp("<!".repeat(n)),
	"XMP of comments": (n) => rdf("<!---->".repeat(n)),
	"XMP of starts of comments": (n) => xmp("<!--".repeat(n)),
	"XMP of starts of elements": (n) => rdf("<a ".repeat(n)),
	"XMP of open brackets": (n) => rdf("<".repeat(4 * n)),
	"XMP of entities": (n) => rdf(`<rdf:Description><a>${"&lt;".repeat(n)}</a></rdf:Description>`),
	"XMP of quotes": (n) => rdf(`<a b="${"<a b='".repeat(n)}`),
	"XMP of namespaces": (n) => rdf('<a xmlns:b="c"/>'.repeat(n)),
};

/** A TIFF directory of tags that all have the same long value. */
function directory(tags: number, tag: (index: number) => number, type: number, count: number) {
	const entries = numbered(tags, (index) =>
		join(big(tag(index), 2), big(type, 2), big(count, 4), big(8, 4)),
	);
	const end = new Uint8Array(4 + 8 * count);
	return png.png([png.chunk("eXIf", join("MM\0*", big(8, 4), big(tags, 2), entries, end))]);
}

export const EXIF_FILES: HostileFiles = {
	"EXIF of one comment, again and again": (n) => directory(n, () => 0x9286, 7, 60 * n),
	"EXIF of numbers": (n) => directory(n, (index) => index, 3, 20 * n),
	"EXIF of rationals": (n) => directory(n, (index) => index, 5, 10 * n),
	"EXIF of texts": (n) => directory(n, (index) => 0x10f + (index & 255), 2, 60 * n),
	"JPEG of EXIF segments": (n) =>
		jpeg.jpeg([repeated(n, jpeg.segment(0xe1, join("Exif\0\0MM\0*", big(8, 4), big(0, 6))))]),
	"IPTC of keywords": (n) => {
		const datasets = repeated(n, join(0x1c, 2, 25, 0, 0));
		const photoshop = join(
			"Photoshop 3.0\0",
			"8BIM",
			4,
			4,
			0,
			0,
			big(datasets.length, 4),
			datasets,
		);
		return jpeg.jpeg([jpeg.segment(0xed, photoshop)]);
	},
};
