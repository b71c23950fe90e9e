import type { PhotoSearch } from "@widthwise/worker/catalogue";
import type { VNode } from "preact";
import { SELECTION_FORM } from "./photo-card.tsx";
import { isSearching } from "./search-query.ts";
import { ALL_FIELD } from "./selected-photos.ts";
import { SearchFields } from "./selection-fields.tsx";
import { writeCount } from "./write-count.ts";

/**
 * Renders the form to which the checkboxes of all cards belong, with what can be done with the selected
 * photos, or with all that the search finds.
 *
 * @param props.shown photos on the page
 * @param props.found photos that the search finds on all pages
 *
 * @example
 * <SelectionBar search={{ text: "oslo", filter: "all" }} shown={60} found={1234} />;
 */
export function SelectionBar({
	search,
	shown,
	found,
}: {
	readonly search: PhotoSearch;
	readonly shown: number;
	readonly found: number;
}): VNode {
	const all = `All ${writeCount(found)}${isSearching(search) ? " found" : ""}`;
	return (
		<form
			id={SELECTION_FORM}
			method="post"
			action="/desk/delete"
			class="selection-bar"
			aria-label="Selected photos"
		>
			<SearchFields search={search} />
			<span class="selected-count" hidden data-with-script />
			<button type="button" class="page" hidden data-with-script>
				Select all on this page
			</button>
			<button type="button" class="none" hidden data-with-script>
				Select none
			</button>
			{found > shown && (
				<label class="everything">
					<input type="checkbox" name={ALL_FIELD} value="yes" data-count={found} />
					{all}
				</label>
			)}
			<span class="actions">
				<button type="submit" formaction="/desk/titles">
					Set titles
				</button>
				<button type="submit" formaction="/desk/dates">
					Change dates
				</button>
				<button type="submit" formaction="/desk/locations">
					Show location
				</button>
				<button type="submit" formaction="/desk/originals">
					Download originals
				</button>
				<button type="submit" class="danger">
					Delete selected
				</button>
			</span>
		</form>
	);
}
