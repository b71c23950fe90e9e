import type { Photo } from "./photo.ts";

/** What a search looks through. */
export type Searched = Pick<Photo, "title" | "caption" | "filename" | "metadata">;

/** Characters of a photo that are searched: Postgres takes one megabyte of words from a record. */
const MAX_TEXT = 20_000;

/** Characters of a word that are compared: Postgres takes 2046 bytes. */
const MAX_WORD = 64;

/** Characters of a piece of text without spaces. */
const MAX_PIECE = 8;

/** A run of letters of scripts that put no spaces between words, else a run of letters and digits. */
const RUN = (() => {
	const spaceless = ["Han", "Hira", "Kana", "Thai", "Laoo", "Khmr", "Mymr"]
		.map((script) => `\\p{scx=${script}}`)
		.join("");
	const letter = "(?=[\\p{L}\\p{N}])";
	return new RegExp(`((?:${letter}[${spaceless}])+)|(?:${letter}[^${spaceless}])+`, "gu");
})();

/** Letters that Unicode does not decompose, as those write them who have no such key. */
const PLAIN: Readonly<Record<string, string>> = {
	æ: "ae",
	đ: "d",
	ð: "d",
	ł: "l",
	ø: "o",
	œ: "oe",
	þ: "th",
	ς: "σ",
};

/**
 * Lists the words of a photo that searches find, each once: runs of letters and digits of any script, in
 * lower case and without accents. Where a script has no spaces, each place begins a word of up to 8
 * letters.
 *
 * @example
 * photoWords({ title: "Café", caption: null, filename: "IMG_7.jpg", metadata: {} });
 * // ["cafe", "img", "7", "jpg"]
 */
export function photoWords({ title, caption, filename, metadata }: Searched): readonly string[] {
	const { camera, lens, artist, copyright, keywords = [] } = metadata;
	// Captions and keywords may be the longest: they come last.
	const texts = [title, filename, camera, lens, artist, copyright, caption, ...keywords];
	const text = texts.filter((part) => typeof part === "string").join("\n");
	return unique(runsOf(text).flatMap(({ run, isSpaceless }) => (isSpaceless ? tails(run) : [run])));
}

/**
 * Writes a photo's words as its record holds them.
 *
 * @example
 * wordsColumn({ title: "Blue hour", caption: null, filename: "7.jpg", metadata: {} }); // "blue hour 7 jpg"
 */
export function wordsColumn(photo: Searched): string {
	return photoWords(photo).join(" ");
}

/**
 * Lists the beginnings of words that a photo must have to be found. A photo that has the text among its
 * own words has them all.
 *
 * @example
 * searchedWords("Kølner Do"); // ["kolner", "do"]
 */
export function searchedWords(text: string): readonly string[] {
	return unique(
		runsOf(text).flatMap(({ run, isSpaceless }) => (isSpaceless ? pieces(run) : [run])),
	);
}

type Run = { readonly run: string; readonly isSpaceless: boolean };

function runsOf(text: string): readonly Run[] {
	return [...plain(text).matchAll(RUN)].map(([run, spaceless]) =>
		spaceless === undefined
			? { run: [...run].slice(0, MAX_WORD).join(""), isSpaceless: false }
			: { run, isSpaceless: true },
	);
}

/** By way of upper case, before and after marks are left out: a mark may become a letter there. */
function plain(text: string): string {
	const letters = withoutMarks(text.slice(0, MAX_TEXT).toUpperCase()).toUpperCase();
	return (
		withoutMarks(letters.toLowerCase())
			.replaceAll(/[æđðłøœþς]/g, (letter) => PLAIN[letter] ?? letter)
			// Some characters decompose into many.
			.slice(0, MAX_TEXT)
	);
}

function withoutMarks(text: string): string {
	return text.normalize("NFKD").replaceAll(/\p{M}+/gu, "");
}

/** The letters from each place. */
function tails(run: string): readonly string[] {
	const letters = [...run];
	return letters.map((_, at) => letters.slice(at, at + MAX_PIECE).join(""));
}

/** The run in pieces, of which each is a tail of it, and the last begins one. */
function pieces(run: string): readonly string[] {
	const letters = [...run];
	const count = Math.ceil(letters.length / MAX_PIECE);
	return Array.from({ length: count }, (_, i) =>
		letters.slice(i * MAX_PIECE, (i + 1) * MAX_PIECE).join(""),
	);
}

function unique(words: readonly string[]): readonly string[] {
	return [...new Set(words)];
}
