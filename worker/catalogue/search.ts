import { and, asc, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { WidthwiseError } from "widthwise";
import type { Drizzle } from "../database/database.ts";
import {
	MAX_SEARCH_LENGTH,
	type PhotoFilter,
	type PhotoSearch,
	type PhotoSelection,
} from "./photo-search.ts";
import { photos } from "./schema.ts";
import { parseSearch, type SearchTerm } from "./search-terms.ts";

/** What each filter leaves. */
const FILTERS: Readonly<Record<PhotoFilter, SQL | undefined>> = {
	all: undefined,
	untitled: isNull(photos.title),
	uncaptioned: isNull(photos.caption),
	undated: isNull(photos.takenAt),
	failed: isNotNull(photos.errorCode),
	unfinished: inArray(photos.status, ["received", "processing"]),
	"position-hidden": and(isNotNull(photos.position), sql`not ${photos.showsPosition}`),
	"position-shown": and(isNotNull(photos.position), sql`${photos.showsPosition}`),
};

/**
 * The condition of the photos that a search finds; `undefined` if it finds all. A text without letters and
 * digits finds none.
 */
export function isFound({ text, filter }: PhotoSearch): SQL | undefined {
	if (text.length > MAX_SEARCH_LENGTH) {
		const message = `Cannot search: write at most ${MAX_SEARCH_LENGTH} characters`;
		throw new WidthwiseError("bad-request", message);
	}
	if (text.trim() === "") return FILTERS[filter];
	const terms = parseSearch(text);
	const words = terms.flatMap((term) => (term.kind === "word" ? [`${term.word}:*`] : []));
	const dates = terms.flatMap((term) => (term.kind === "date" ? [isDated(term)] : []));
	if (terms.length === 0) return sql`false`;
	return and(words.length > 0 ? hasWords(words.join(" & ")) : undefined, ...dates, FILTERS[filter]);
}

function isDated({ from, before, word }: SearchTerm & { readonly kind: "date" }): SQL {
	const isBetween = sql`${photos.archiveTime} >= ${from} and ${photos.archiveTime} < ${before}`;
	return word === null ? isBetween : sql`(${isBetween} or ${hasWords(word)})`;
}

/** Words have only letters and digits, which mean nothing else in a query. */
function hasWords(query: string): SQL {
	return sql`${photos.words} @@ ${query}::tsquery`;
}

/** Counts the photos that a search finds. */
export async function countFound(drizzle: Drizzle, search: PhotoSearch): Promise<number> {
	return drizzle.$count(photos, isFound(search));
}

/** Lists the ids of the photos of a selection that exist, from the one taken first to the last. */
export async function selected(
	drizzle: Drizzle,
	selection: PhotoSelection,
): Promise<readonly string[]> {
	const rows = await drizzle
		.select({ id: photos.id })
		.from(photos)
		.where("ids" in selection ? hasId(selection.ids) : isFound(selection.search))
		.orderBy(asc(photos.archiveTime), asc(photos.arrival), asc(photos.id));
	return rows.map(({ id }) => id);
}

/** Counts the photos of known position, and those of them whose position visitors see roughly. */
export async function countPositions(
	drizzle: Drizzle,
	ids: readonly string[],
): Promise<{ readonly known: number; readonly shown: number }> {
	const [row] = await drizzle
		.select({
			known: sql<number>`count(*)::integer`,
			shown: sql<number>`(count(*) filter (where ${photos.showsPosition}))::integer`,
		})
		.from(photos)
		.where(and(hasId(ids), isNotNull(photos.position)));
	return row ?? { known: 0, shown: 0 };
}

/** As one parameter: a statement has at most 65,535. */
export function hasId(ids: readonly string[]): SQL {
	return sql`${photos.id} in (select json_array_elements_text(${JSON.stringify(ids)}::json))`;
}
