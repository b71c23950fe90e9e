import type { VNode } from "preact";
import { formatSearch } from "./search-query.ts";
import { SelectionFields } from "./selection-fields.tsx";
import { SelectionPage, type SelectionPageProps } from "./selection-page.tsx";
import { writeTarget } from "./write-count.ts";

/**
 * Asks for confirmation before photos are deleted, for browsers without script.
 *
 * @example
 * page(frame, <DeletePage selected={selected} named={named} />);
 */
export function DeletePage(props: SelectionPageProps): VNode {
	const { selected } = props;
	return (
		<SelectionPage {...props} heading={`Delete ${writeTarget(selected.ids.length)}?`} notice={null}>
			<p>This also deletes the originals and cannot be undone.</p>
			<form method="post" action="/desk/delete" class="line">
				<SelectionFields selected={selected} />
				<button type="submit" name="confirmed" value="yes" class="danger">
					Delete
				</button>
				<a href={formatSearch(selected.search)}>Cancel</a>
			</form>
		</SelectionPage>
	);
}
