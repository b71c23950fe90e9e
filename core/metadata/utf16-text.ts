import { firstText } from "./clean-text.ts";

/**
 * Reads a text in UTF-16 to its first NUL: the tags that Windows Explorer writes (XPTitle and others)
 * are little-endian, EXIF's user comments either. Without a byte order mark, the order is the one in
 * which more characters are Latin.
 *
 * @param value bytes, as exifreader returns them
 *
 * @example
 * utf16Text([0x41, 0, 0x64, 0, 0x61, 0, 0, 0]); // "Ada"
 */
export function utf16Text(value: unknown): string | null {
	if (!Array.isArray(value)) return null;
	const bytes = Uint8Array.from(value.slice(0, value.length & ~1).map(Number));
	const units = (high: number): readonly number[] =>
		Array.from(
			{ length: bytes.length >> 1 },
			(_, i) => (bytes[2 * i + high] ?? 0) * 256 + (bytes[2 * i + 1 - high] ?? 0),
		);
	const [big, little] = [units(0), units(1)];
	const isBig = big[0] === 0xfeff || (little[0] !== 0xfeff && latinIn(big) > latinIn(little));
	const text = (isBig ? big : little).map((unit) => String.fromCharCode(unit)).join("");
	return firstText(text.replace(/^\ufeff/, ""));
}

function latinIn(units: readonly number[]): number {
	return units.filter((unit) => unit > 0 && unit < 256).length;
}
