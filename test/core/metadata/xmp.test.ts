import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { plainXml } from "../../../core/metadata/plain-xml.ts";
import { readXmp } from "../../../core/metadata/xmp.ts";
import { big, join, little } from "../../containers/bytes.ts";

const packet = (inside: string): Uint8Array =>
	new TextEncoder().encode(
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="r"><rdf:Description xmlns:dc="d" dc:title="T">${inside}</rdf:Description></rdf:RDF></x:xmpmeta>`,
	);

describe("readXmp", () => {
	test("reads a harmless packet", () => {
		expect(readXmp(packet(""))("title")).toEqual(["T"]);
		expect(readXmp(packet(""))("constructor")).toEqual([]);
	});

	test("reads a packet with comments, wherever they are", () => {
		const inside =
			"<!-- dc:format is <b>old</b> --><dc:creator><!----><rdf:Seq><rdf:li>Ada</rdf:li><!-- <?x?> --></rdf:Seq></dc:creator>";
		const xmp = readXmp(packet(inside));
		expect(xmp("title")).toEqual(["T"]);
		expect(xmp("creator")).toEqual(["Ada"]);
	});

	test("reads text in CDATA sections", () => {
		const xmp = readXmp(packet("<dc:note><![CDATA[Salt & <pepper>]]></dc:note>"));
		expect(xmp("note")).toEqual(["Salt & <pepper>"]);
	});

	test.each(["utf-16be", "utf-16le"])(
		"reads a packet in %s, with and without a mark",
		(encoding) => {
			const write = encoding === "utf-16be" ? big : little;
			const units = (text: string) =>
				join(...Array.from(text, (unit) => write(unit.charCodeAt(0), 2)));
			const xml = new TextDecoder().decode(packet("<dc:note>Häfen</dc:note>"));
			expect(readXmp(units(xml))("note")).toEqual(["Häfen"]);
			expect(readXmp(units(`\ufeff${xml}`))("note")).toEqual(["Häfen"]);
		},
	);

	test("reads a packet with the end of a longer one after it", () => {
		const whole = new TextDecoder().decode(packet("<dc:note>Quay</dc:note>"));
		const xmp = readXmp(
			new TextEncoder().encode(`${whole}ote></rdf:Description></rdf:RDF></x:xmpmeta>`),
		);
		expect(xmp("note")).toEqual(["Quay"]);
	});

	test("returns the text for everybody before those in other languages", () => {
		const item = (language: string, text: string) =>
			`<rdf:li xml:lang="${language}">${text}</rdf:li>`;
		const items = [item("de", "Hafen"), item("X-Default", "Harbour"), item("fr", "Port")];
		const xmp = readXmp(packet(`<dc:note><rdf:Alt>${items.join("")}</rdf:Alt></dc:note>`));
		expect(xmp("note")).toEqual(["Harbour", "Hafen", "Port"]);
	});

	test.each([
		["5000 ends", `${'<?xpacket end=""?>'.repeat(5000)}\n`],
		["a document type", '<!DOCTYPE x [<!ENTITY a "b">]>&a;'],
		["300 KB", " ".repeat(300_000)],
		["30,000 nested elements", "<a>".repeat(30_000)],
		["2000 namespaces", '<a xmlns:n="u"/>'.repeat(2000)],
		["a comment without an end", "<!-- "],
		["40,000 starts of comments", "<!--".repeat(40_000)],
	])("does not read a packet with %s", (_, inside) => {
		expect(readXmp(packet(inside))("title")).toEqual([]);
	});
});

test("plainXml leaves XML without comments and CDATA as it is", () => {
	fc.assert(
		fc.property(fc.string({ unit: fc.constantFrom("<!", "a", "-", "]", ">", "&", "<") }), (xml) => {
			fc.pre(!/<!--.*?-->/.test(xml));
			expect(plainXml(xml)).toBe(xml);
			expect(plainXml(`<!--x-->${xml}`)).toBe(xml);
		}),
	);
});
