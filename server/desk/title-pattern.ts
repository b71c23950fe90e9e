import type { Photo } from "@widthwise/worker/catalogue";
import { WidthwiseError } from "widthwise";
import { parseOwnerText } from "../photos/owner-text.ts";
import { writeDate } from "../photos/photo-text.ts";

/** Makes the title of a photo; the number is its place among the selected photos, from 1. */
export type TitlePattern = (photo: Pick<Photo, "takenAt">, number: number) => string | null;

/** Characters of a pattern: no title that it makes is too long. */
export const MAX_PATTERN_LENGTH = 200;

/** What parts a date from the words before it. */
const SEPARATOR = /[\s,;:–—-]{1,10}$/;

const PLACEHOLDER = /\{(\w{0,200})\}/g;

/**
 * Parses a pattern of titles: `{n}` becomes the photo's number, `{date}` the day, month or year on which
 * it was taken, or nothing.
 *
 * @returns the function that makes titles; of an empty pattern, it makes none
 * @throws {WidthwiseError} `bad-request` for another word in braces, or a pattern that is too long
 *
 * @example
 * parseTitlePattern("Oslo {n}, {date}")({ takenAt: "2018-07-25" }, 7); // "Oslo 7, 25 July 2018"
 */
export function parseTitlePattern(text: string): TitlePattern {
	const pattern = parseOwnerText("title", text) ?? "";
	if (pattern.length > MAX_PATTERN_LENGTH) throw tooLong();
	for (const [placeholder, name = ""] of pattern.matchAll(PLACEHOLDER)) {
		if (name !== "n" && name !== "date") throw unknownPlaceholder(placeholder);
	}
	return ({ takenAt }, number) => {
		const date = takenAt === null ? "" : writeDate(takenAt);
		const known = takenAt === null ? withoutDates(pattern) : pattern;
		const title = known.replaceAll(PLACEHOLDER, (_, name) =>
			name === "n" ? String(number) : date,
		);
		return parseOwnerText("title", title);
	};
}

/** Also without what parts the dates from what stands before them. */
function withoutDates(pattern: string): string {
	const parts = pattern.split("{date}");
	return parts
		.map((part, i) => (i < parts.length - 1 ? part.replace(SEPARATOR, "") : part))
		.join("");
}

function tooLong(): WidthwiseError {
	const message = `Cannot read the titles: write at most ${MAX_PATTERN_LENGTH} characters`;
	return new WidthwiseError("bad-request", message);
}

function unknownPlaceholder(placeholder: string): WidthwiseError {
	const message = `Cannot read the titles: ${placeholder} is unknown, use {n} for numbers and {date} for dates`;
	return new WidthwiseError("bad-request", message);
}
