import type { PhotoSearch } from "@widthwise/worker/catalogue";
import type { VNode } from "preact";
import { ALL_FIELD, COUNT_FIELD, type SelectedPhotos, selectionField } from "./selected-photos.ts";

/**
 * Renders the hidden fields with which a form is about the same photos again.
 *
 * @example
 * <form method="post"><SelectionFields selected={selected} /></form>;
 */
export function SelectionFields({ selected }: { readonly selected: SelectedPhotos }): VNode {
	const { selection, search, ids } = selected;
	return (
		<>
			<SearchFields search={search} />
			{"search" in selection ? (
				<>
					<input type="hidden" name={ALL_FIELD} value="yes" />
					<input type="hidden" name={COUNT_FIELD} value={ids.length} />
				</>
			) : (
				ids.map((id) => <input key={id} type="hidden" name={selectionField(id)} value="on" />)
			)}
		</>
	);
}

/**
 * Renders the hidden fields of a search, to go back to it.
 *
 * @example
 * <form method="post"><SearchFields search={{ text: "oslo", filter: "all" }} /></form>;
 */
export function SearchFields({ search }: { readonly search: PhotoSearch }): VNode {
	return (
		<>
			{search.text !== "" && <input type="hidden" name="q" value={search.text} />}
			{search.filter !== "all" && <input type="hidden" name="show" value={search.filter} />}
		</>
	);
}
