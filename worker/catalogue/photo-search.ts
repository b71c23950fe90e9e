/** Photos that lack something, or with which something is to be done. */
export const PHOTO_FILTERS = [
	"all",
	"untitled",
	"uncaptioned",
	"undated",
	"failed",
	"unfinished",
	"position-hidden",
	"position-shown",
] as const;

/** One of {@link PHOTO_FILTERS}. `failed` includes published photos that could not be renewed. */
export type PhotoFilter = (typeof PHOTO_FILTERS)[number];

/** Asks for the photos that have every word and date of a text, and pass a filter. */
export type PhotoSearch = {
	/** At most {@link MAX_SEARCH_LENGTH} characters; empty: all photos. */
	readonly text: string;
	readonly filter: PhotoFilter;
};

/** Characters of a search: enough for a sentence. */
export const MAX_SEARCH_LENGTH = 200;

/** Photos by their ids, or all that a search finds. */
export type PhotoSelection = { readonly ids: readonly string[] } | { readonly search: PhotoSearch };
