import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { parseSearch, type SearchTerm } from "../../../worker/catalogue/search-terms.ts";
import { photoWords, searchedWords } from "../../../worker/catalogue/search-words.ts";

const anyText = fc.oneof(
	fc.string({ unit: "binary", maxLength: 60 }),
	fc.string({ unit: "grapheme", maxLength: 60 }),
	fc
		.array(
			fc.constantFrom(
				"東京タワーから見える山",
				"Ærø",
				"ǅ",
				"ﷺ",
				"½",
				"สวัสดี",
				" ",
				"2024-05",
				"'&|!:*\\",
			),
		)
		.map((parts) => parts.join("")),
);

const wordsOf = (title: string): readonly string[] =>
	photoWords({ title, caption: null, filename: "", metadata: {} });

const wordsIn = (terms: readonly SearchTerm[]): readonly string[] =>
	terms.flatMap((term) => (term.kind === "word" ? [term.word] : []));

describe("the words of a search", () => {
	test("are letters and digits only, each once, and not too long for the database", () => {
		fc.assert(
			fc.property(anyText, (text) => {
				for (const words of [wordsOf(text), searchedWords(text), wordsIn(parseSearch(text))]) {
					expect(new Set(words).size).toBe(words.length);
					for (const word of words) {
						expect(word).toMatch(/^[\p{L}\p{N}]{1,64}$/u);
						expect(new TextEncoder().encode(word).length).toBeLessThan(2046);
					}
				}
			}),
		);
	});

	test("find every photo that has the text, or its beginning, in any order and case", () => {
		fc.assert(
			fc.property(anyText, anyText, fc.nat(), (before, text, cut) => {
				const words = wordsOf(`${before} ${text}`);
				const parts = text.split(" ");
				for (const searched of [
					text,
					text.toUpperCase(),
					text.normalize("NFD"),
					parts.toReversed().join(" "),
					[...text].slice(0, cut % 60).join(""),
				]) {
					for (const word of searchedWords(searched)) {
						expect([word, words.some((own) => own.startsWith(word))]).toEqual([word, true]);
					}
				}
			}),
		);
	});

	test("in a script without spaces find text in the middle of a run, but no other", () => {
		const words = wordsOf("東京タワーから見える富士山");
		const finds = (text: string) =>
			searchedWords(text).every((word) => words.some((own) => own.startsWith(word)));
		for (const text of ["タワー", "富士", "ﾀﾜｰから見える富士", "東京タワーから見える富士山"]) {
			expect([text, finds(text)]).toEqual([text, true]);
		}
		for (const text of ["京東", "富士川", "東京タワーから見えた富士"]) {
			expect([text, finds(text)]).toEqual([text, false]);
		}
	});
});

describe("the dates of a search", () => {
	const datesIn = (text: string) =>
		parseSearch(text).flatMap((term) => (term.kind === "date" ? [term] : []));

	test("are ranges: a year is its months, a month its days", () => {
		fc.assert(
			fc.property(fc.integer({ min: 1826, max: 9999 }), fc.integer({ min: 1, max: 12 }), (y, m) => {
				const year = String(y);
				const months = Array.from({ length: 12 }, (_, i) => pad(i + 1));
				const [whole] = datesIn(year);
				const parts = months.flatMap((month) => datesIn(`${year}-${month}`));
				expect(parts.map(({ from }) => from)).toEqual([
					whole?.from ?? 0,
					...parts.slice(0, -1).map(({ before }) => before),
				]);
				expect(parts.at(-1)?.before).toBe(whole?.before ?? 0);
				const days = new Date(Date.UTC(y, m, 0)).getUTCDate();
				const [first, last] = [1, days].map((day) => datesIn(`${year}-${pad(m)}-${pad(day)}`)[0]);
				expect([first?.from, last?.before]).toEqual([parts[m - 1]?.from, parts[m - 1]?.before]);
				expect(datesIn(`${year}-${pad(m)}-${pad(days + 1)}`)).toEqual([]);
			}),
			{ numRuns: 20 },
		);
	});

	test("are no dates if they name no day, and then words", () => {
		for (const text of [
			"2024-13",
			"2024-00",
			"2024-02-30",
			"1825",
			"20240512",
			"2024/05",
			"-2024-",
		]) {
			expect([text, datesIn(text)]).toEqual([text, []]);
			expect([text, wordsIn(parseSearch(text)).length > 0]).toEqual([text, true]);
		}
		expect(parseSearch("2024 2024")).toEqual(parseSearch("2024"));
	});
});

function pad(number: number): string {
	return String(number).padStart(2, "0");
}
