import { textAt, viewOf } from "../bytes/bytes.ts";

/** What an ICC profile describes, from its header (ICC.1:2022, 7.2). Signatures have four letters. */
export type IccHeader = {
	/** The major version; 2 also for older ones, 4 also for newer ones. */
	readonly version: 2 | 4;
	/** "mntr", "scnr", "prtr" or "spac". */
	readonly deviceClass: string;
	/** "RGB ", "GRAY", "CMYK" or "Lab ". */
	readonly colourSpace: string;
	/** The connection space: "XYZ " or "Lab ". */
	readonly connectionSpace: string;
	/** The rendering intent, 0 to 3. */
	readonly intent: number;
};

/** An ICC profile, read but for the insides of its tags. */
export type IccFile = {
	readonly header: IccHeader;
	/** The element of a tag, that begins with its type; `null` if there is none. */
	element(name: string): Uint8Array | null;
};

/** Bytes of the header; the tag table follows it. */
export const ICC_HEADER_BYTES = 128;

/** Bytes of an entry of the tag table: signature, offset, size. */
export const ICC_ENTRY_BYTES = 12;

/** Profiles have 10 to 40. */
const MAX_TAGS = 100;

/** The classes of profiles that describe the colours of a picture (ICC.1:2022, table 18). */
const CLASSES: readonly string[] = ["mntr", "scnr", "prtr", "spac"];

/**
 * Reads the header and the tag table of an ICC profile (ICC.1:2022, 7.2 and 7.3).
 *
 * @param bytes the profile; only read
 *
 * @returns `null` if the bytes are not a profile that can describe a picture
 *
 * @example
 * readIccFile(bytes)?.header.colourSpace; // "RGB "
 */
export function readIccFile(bytes: Uint8Array): IccFile | null {
	if (bytes.length < ICC_HEADER_BYTES + 4 || textAt(bytes, 36, 4) !== "acsp") return null;
	const view = viewOf(bytes);
	const header: IccHeader = {
		version: view.getUint8(8) < 4 ? 2 : 4,
		deviceClass: textAt(bytes, 12, 4),
		colourSpace: textAt(bytes, 16, 4),
		connectionSpace: textAt(bytes, 20, 4),
		intent: view.getUint32(64) & 3,
	};
	if (view.getUint32(0) > bytes.length || !CLASSES.includes(header.deviceClass)) return null;
	if (!/^(RGB |GRAY|CMYK|Lab )$/.test(header.colourSpace)) return null;
	if (!/^(XYZ |Lab )$/.test(header.connectionSpace)) return null;
	const elements = new Map<string, Uint8Array>();
	const places = new Map<string, number>();
	const count = Math.min(view.getUint32(ICC_HEADER_BYTES), MAX_TAGS);
	for (let index = 0; index < count; index++) {
		const entry = ICC_HEADER_BYTES + 4 + ICC_ENTRY_BYTES * index;
		if (entry + ICC_ENTRY_BYTES > bytes.length) break;
		const [offset, size] = [view.getUint32(entry + 4), view.getUint32(entry + 8)];
		const name = textAt(bytes, entry, 4);
		if (elements.has(name) || offset + size > bytes.length) continue;
		elements.set(name, bytes.subarray(offset, offset + size));
		places.set(`${offset} ${size}`, size);
	}
	// Tags may share an element. Elements that overlap otherwise would multiply the profile.
	const total = [...places.values()].reduce((sum, size) => sum + size, 0);
	if (total > bytes.length) return null;
	return { header, element: (name) => elements.get(name) ?? null };
}
