import { isoTime } from "widthwise/internal";
import { searchedWords } from "./search-words.ts";

/** One condition of a search. */
export type SearchTerm =
	/** The beginning of a word. */
	| { readonly kind: "word"; readonly word: string }
	/**
	 * A time range, by the archive's time in milliseconds, from the first to before the last; of a year
	 * also its number as a word.
	 */
	| {
			readonly kind: "date";
			readonly from: number;
			readonly before: number;
			readonly word: string | null;
	  };

const DATE = /^\d{4}(?:-\d\d(?:-\d\d)?)?$/;

/**
 * Parses what the owner searches for: a photo must meet every term. Dates are a year, a month or a day.
 * Nothing is an operator: punctuation only separates words.
 *
 * @returns no terms if the text has neither letters nor digits
 *
 * @example
 * parseSearch("oslo 2024-05");
 * // [{ kind: "word", word: "oslo" }, { kind: "date", from: 1714521600000, before: 1717200000000, word: null }]
 */
export function parseSearch(text: string): readonly SearchTerm[] {
	const parts = text.split(/\s+/u).filter((part) => part !== "");
	const dates = parts.filter(isDate);
	const words = searchedWords(parts.filter((part) => !isDate(part)).join(" "));
	return [
		...words.map((word) => ({ kind: "word", word }) as const),
		...[...new Set(dates)].map(dateTerm),
	];
}

function isDate(part: string): boolean {
	// The length: a month or day of 00 is unknown to isoTime.
	return DATE.test(part) && isoTime(part)?.length === part.length;
}

function dateTerm(date: string): SearchTerm {
	const [year = 0, month, day] = date.split("-").map(Number);
	const from = Date.parse(date);
	if (month === undefined) return { kind: "date", from, before: Date.UTC(year + 1, 0), word: date };
	const before = day === undefined ? Date.UTC(year, month) : Date.UTC(year, month - 1, day + 1);
	return { kind: "date", from, before, word: null };
}
