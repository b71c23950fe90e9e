import { concat, isEqualBytes, latin1, viewOf } from "../bytes/bytes.ts";
import { ICC_ENTRY_BYTES, ICC_HEADER_BYTES, type IccHeader } from "./file.ts";

/** A profile must have a notice (ICC.1:2022, 8.2), which may name people. */
const NOTICE = "Not stated";

/** X, Y and Z of D50, the illuminant of the connection space (ICC.1:2022, 7.2.16). */
const D50 = [0xf6d6, 0x10000, 0xd32d] as const;

/**
 * Writes an ICC profile (ICC.1:2022, 7): a header without date, makers and flags, a description, a
 * copyright notice that is the same for all, and the given elements. Equal elements are written once.
 *
 * @param name the description, in ASCII; `null` for a profile without texts, which decoders accept
 * @param elements by their tags, in the order in which they are written
 *
 * @example
 * const profile = writeIccFile(header, "Grey", new Map([["kTRC", curve]]));
 */
export function writeIccFile(
	header: IccHeader,
	name: string | null,
	elements: ReadonlyMap<string, Uint8Array>,
): Uint8Array {
	const all = [...(name === null ? [] : texts(header, name)), ...elements];
	const table = new Uint8Array(4 + ICC_ENTRY_BYTES * all.length);
	viewOf(table).setUint32(0, all.length);
	const written: { readonly element: Uint8Array; readonly offset: number }[] = [];
	let end = ICC_HEADER_BYTES + table.length;
	for (const [index, [tag, element]] of all.entries()) {
		const same = written.find((other) => isEqualBytes(other.element, element));
		const offset = same?.offset ?? end;
		if (!same) {
			written.push({ element, offset });
			end += padded(element).length;
		}
		const entry = 4 + ICC_ENTRY_BYTES * index;
		table.set(latin1(tag), entry);
		viewOf(table).setUint32(entry + 4, offset);
		viewOf(table).setUint32(entry + 8, element.length);
	}
	return concat([
		formatHeader(header, end),
		table,
		...written.map(({ element }) => padded(element)),
	]);
}

function texts({ version }: IccHeader, name: string): readonly (readonly [string, Uint8Array])[] {
	const isOld = version < 4;
	return [
		["desc", isOld ? oldDescription(name) : localised(name)],
		["cprt", isOld ? latin1(`text\0\0\0\0${NOTICE}\0`) : localised(NOTICE)],
	];
}

/** Elements start at multiples of four bytes. */
function padded(element: Uint8Array): Uint8Array {
	return concat([element, new Uint8Array(-element.length & 3)]);
}

function formatHeader(header: IccHeader, size: number): Uint8Array {
	const bytes = new Uint8Array(ICC_HEADER_BYTES);
	const view = viewOf(bytes);
	view.setUint32(0, size);
	bytes[8] = header.version;
	bytes.set(latin1(header.deviceClass + header.colourSpace + header.connectionSpace), 12);
	bytes.set(latin1("acsp"), 36);
	view.setUint32(64, header.intent);
	for (const [i, value] of D50.entries()) view.setUint32(68 + 4 * i, value);
	return bytes;
}

/** multiLocalizedUnicodeType with one record (ICC.1:2022, 10.15). */
function localised(text: string): Uint8Array {
	const element = new Uint8Array(28 + 2 * text.length);
	const view = viewOf(element);
	element.set(latin1("mluc"));
	view.setUint32(8, 1);
	view.setUint32(12, 12);
	element.set(latin1("enUS"), 16);
	view.setUint32(20, 2 * text.length);
	view.setUint32(24, 28);
	for (let i = 0; i < text.length; i++) view.setUint16(28 + 2 * i, text.charCodeAt(i));
	return element;
}

/** textDescriptionType of version 2 (ICC.1:2001-04, 6.5.17), without its other languages. */
function oldDescription(text: string): Uint8Array {
	const element = new Uint8Array(12 + text.length + 1 + 78);
	element.set(latin1("desc"));
	viewOf(element).setUint32(8, text.length + 1);
	element.set(latin1(text), 12);
	return element;
}
