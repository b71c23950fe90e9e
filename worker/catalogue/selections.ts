import type { Drizzle } from "../database/database.ts";
import { type ChooseEdit, editAll } from "./editing.ts";
import type { PhotoSearch, PhotoSelection } from "./photo-search.ts";
import { countFound, countPositions, selected } from "./search.ts";

/** Finds photos for the owner, and changes many at once. */
export type Selections = {
	/**
	 * Counts the photos that a search finds.
	 *
	 * @throws {WidthwiseError} `bad-request` if the search is too long
	 */
	count(search: PhotoSearch): Promise<number>;
	/**
	 * Ids of the photos of a selection that exist, from the one taken first to the last.
	 *
	 * @throws {WidthwiseError} `bad-request` if the search is too long
	 */
	ids(selection: PhotoSelection): Promise<readonly string[]>;
	/** Counts the photos of known position, and those of them whose position visitors see roughly. */
	positions(ids: readonly string[]): Promise<{ readonly known: number; readonly shown: number }>;
	/** Changes what the owner says about photos; resolves to how many were changed. */
	edit(ids: readonly string[], choose: ChooseEdit): Promise<number>;
};

/**
 * Creates the owner's selections of photos in a database.
 *
 * @example
 * const selections = createSelections(database);
 * const ids = await selections.ids({ search: { text: "oslo 2024", filter: "untitled" } });
 * await selections.edit(ids, (photo, number) => ({ title: `Oslo ${number}` }));
 */
export function createSelections({ drizzle }: { readonly drizzle: Drizzle }): Selections {
	return {
		count: (search) => countFound(drizzle, search),
		ids: (selection) => selected(drizzle, selection),
		positions: (ids) => countPositions(drizzle, ids),
		edit: (ids, choose) => editAll(drizzle, ids, choose),
	};
}
