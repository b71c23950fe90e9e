import type { PhotoSearch, PhotoSelection, Selections } from "@widthwise/worker/catalogue";
import { isPhotoId } from "widthwise/url";
import { readSearch } from "./search-query.ts";

const PREFIX = "photo.";

/** The name of the checkbox that selects all photos that the search finds; its value is `yes`. */
export const ALL_FIELD = "all";

/** The name of the field with the number of photos that the owner was asked about. */
export const COUNT_FIELD = "count";

/** The photos that a form of the desk is about. */
export type SelectedPhotos = {
	readonly selection: PhotoSelection;
	/** The search to go back to. */
	readonly search: PhotoSearch;
	/** Of the photos that exist, from the one taken first to the last. */
	readonly ids: readonly string[];
	/** How many the owner was asked about, if it was another number; else `null`. */
	readonly askedAbout: number | null;
};

type Form = Readonly<Record<string, string>>;

/**
 * The name of the checkbox that selects a photo.
 *
 * @example
 * <input type="checkbox" name={selectionField(id)} />
 */
export function selectionField(photoId: string): string {
	return PREFIX + photoId;
}

/**
 * Finds the photos that a form selects: by their checkboxes, or all that its search finds. What a search
 * finds may change after the owner was asked, so the form says how many it was.
 *
 * @throws {WidthwiseError} `bad-request` if the search is too long
 *
 * @example
 * const { ids } = await selectedPhotos({ [selectionField(id)]: "on" }, selections);
 */
export async function selectedPhotos(
	form: Form,
	selections: Pick<Selections, "ids">,
): Promise<SelectedPhotos> {
	const search = readSearch(form);
	const selection = form[ALL_FIELD] === "yes" ? { search } : { ids: checkedIds(form) };
	const ids = await selections.ids(selection);
	const asked = "search" in selection ? form[COUNT_FIELD] : undefined;
	const hasChanged = asked !== undefined && asked !== String(ids.length);
	return { selection, search, ids, askedAbout: hasChanged ? Number(asked) || 0 : null };
}

function checkedIds(form: Form): readonly string[] {
	return Object.keys(form)
		.filter((name) => name.startsWith(PREFIX))
		.map((name) => name.slice(PREFIX.length))
		.filter(isPhotoId);
}
