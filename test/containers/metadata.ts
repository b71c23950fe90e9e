import { ascii, big, join } from "./bytes.ts";

/** An XMP packet with all properties that are read, and a secret. */
export const XMP_PACKET: Uint8Array = new TextEncoder().encode(
	`<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:DateCreated="2019-03-01T08:09:10-05:00"
 xmlns:x-secret="urn:secret" x-secret:word="SECRET-XMP">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Evening &amp; harbour</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Boats come home</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>Grace Hopper</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© Grace Hopper</rdf:li></rdf:Alt></dc:rights>
<dc:subject><rdf:Bag><rdf:li>harbour</rdf:li><rdf:li>evening</rdf:li><rdf:li>harbour</rdf:li></rdf:Bag></dc:subject>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`,
);

/** Makes an IPTC-IIM dataset of record 2. */
export function dataset(number: number, value: string): Uint8Array<ArrayBuffer> {
	const bytes = new TextEncoder().encode(value);
	return join(0x1c, 2, number, big(bytes.length, 2), bytes);
}

/** Makes the contents of an APP13 segment with all datasets that are read, and a secret. */
export function photoshopIptc(): Uint8Array<ArrayBuffer> {
	return photoshopWith(
		...[dataset(5, "Title of IPTC"), dataset(25, "boats"), dataset(25, "sea")],
		...[dataset(55, "20170203"), dataset(60, "040506+0100"), dataset(80, "Alan Turing")],
		...[dataset(116, "© Alan Turing"), dataset(120, "Caption of IPTC"), dataset(40, "SECRET-IPTC")],
	);
}

/** Makes the contents of an APP13 segment: one Photoshop resource with IPTC datasets. */
export function photoshopWith(...datasets: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const iptc = join(...datasets);
	const padded = iptc.length % 2 === 0 ? iptc : join(iptc, 0);
	return join("Photoshop 3.0\0", "8BIM", big(0x0404, 2), big(0, 2), big(iptc.length, 4), padded);
}

/** Makes a stand-in for an ICC profile of a length in bytes. */
export function iccProfile(length = 600): Uint8Array<ArrayBuffer> {
	const profile = Uint8Array.from({ length }, (_, index) => (index * 7) % 256);
	profile.set(big(length, 4));
	profile.set(ascii("acspAPPL"), 36);
	return profile;
}
