import type { VNode } from "preact";
import { formatSearch } from "./search-query.ts";
import { SelectionFields } from "./selection-fields.tsx";
import { SelectionPage, type SelectionPageProps } from "./selection-page.tsx";
import { writeTrashPolicy } from "./trash-deadline.ts";
import { writeTarget } from "./write-count.ts";

/**
 * Asks for confirmation before photos are deleted, for browsers without script.
 *
 * @param props.days how long photos stay in the trash
 *
 * @example
 * page(frame, <DeletePage selected={selected} named={named} days={30} />);
 */
export function DeletePage(props: SelectionPageProps & { readonly days: number }): VNode {
	const { selected, days } = props;
	return (
		<SelectionPage {...props} heading={`Delete ${writeTarget(selected.ids.length)}?`} notice={null}>
			<p>{writeTrashPolicy(days)}</p>
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
