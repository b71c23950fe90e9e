import {
	MAX_SEARCH_LENGTH,
	PHOTO_FILTERS,
	type PhotoFilter,
	type PhotoSearch,
} from "@widthwise/worker/catalogue";
import { t } from "elysia";

/** A search as addresses and forms of the desk carry it. */
export const SEARCH_FIELDS = {
	q: t.Optional(
		t.String({
			maxLength: MAX_SEARCH_LENGTH,
			error: `The search must have at most ${MAX_SEARCH_LENGTH} characters`,
		}),
	),
	show: t.Optional(t.String()),
};

/**
 * Reads the search of an address or a form; {@link formatSearch} writes it. An unknown filter shows all
 * photos.
 *
 * @example
 * readSearch({ q: "oslo 2024", show: "untitled" }); // { text: "oslo 2024", filter: "untitled" }
 */
export function readSearch({
	q = "",
	show,
}: {
	readonly q?: string;
	readonly show?: string;
}): PhotoSearch {
	return { text: q.trim(), filter: PHOTO_FILTERS.find((filter) => filter === show) ?? "all" };
}

/**
 * Formats the address of the desk with a search.
 *
 * @param cursor of the page; `null` for the first
 * @param trashed the batch that has just been moved to the trash
 *
 * @example
 * formatSearch({ text: "oslo 2024", filter: "all" }); // "/desk?q=oslo+2024"
 */
export function formatSearch(
	{ text, filter }: PhotoSearch,
	cursor: string | null = null,
	trashed?: string,
): string {
	const query = new URLSearchParams({
		...(text !== "" && { q: text }),
		...(filter !== "all" && { show: filter }),
		...(cursor !== null && { cursor }),
		...(trashed !== undefined && { trashed }),
	});
	return query.size === 0 ? "/desk" : `/desk?${query}`;
}

/**
 * Whether a search leaves photos out.
 *
 * @example
 * isSearching({ text: "", filter: "all" }); // false
 */
export function isSearching({ text, filter }: PhotoSearch): boolean {
	return text !== "" || filter !== "all";
}

/** The filters, as the owner reads them. */
export const FILTER_NAMES: Readonly<Record<PhotoFilter, string>> = {
	all: "All photos",
	untitled: "Without a title",
	uncaptioned: "Without a caption",
	undated: "Without a date",
	failed: "Failed",
	unfinished: "Not published yet",
	"position-hidden": "Location hidden",
	"position-shown": "Location shown",
};
