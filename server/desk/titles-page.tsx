import type { VNode } from "preact";
import { SelectionFields } from "./selection-fields.tsx";
import { SelectionPage, type SelectionPageProps } from "./selection-page.tsx";
import { MAX_PATTERN_LENGTH } from "./title-pattern.ts";
import { writeCount, writeTarget } from "./write-count.ts";

/**
 * Renders the page on which the owner gives several photos titles. It needs no script.
 *
 * @param props.changed how many titles have just been set; `null` before that
 *
 * @example
 * page(frame, <TitlesPage selected={selected} named={named} changed={null} />);
 */
export function TitlesPage(props: SelectionPageProps & { readonly changed: number | null }): VNode {
	const { selected, changed } = props;
	const count = selected.ids.length;
	return (
		<SelectionPage
			{...props}
			heading={`Titles of ${writeTarget(count)}`}
			notice={changed === null ? null : `Saved: ${writeCount(changed)}`}
		>
			<form method="post" action="/desk/titles" class="fields">
				<SelectionFields selected={selected} />
				<label>
					<span>
						Title of each: {"{n}"} becomes 1, 2, 3 in the order in which they were taken, {"{date}"}{" "}
						the date. An empty field removes the titles.
					</span>
					<input name="pattern" dir="auto" placeholder="Oslo {n}" maxLength={MAX_PATTERN_LENGTH} />
				</label>
				<button type="submit" name="change" value="set" class="main">
					Set the {count === 1 ? "title" : "titles"} of {writeCount(count)}
				</button>
			</form>
		</SelectionPage>
	);
}
