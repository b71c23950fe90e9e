import type { VNode } from "preact";
import { SelectionFields } from "./selection-fields.tsx";
import { SelectionPage, type SelectionPageProps } from "./selection-page.tsx";
import { writeNumber, writeTarget } from "./write-count.ts";

/**
 * Renders the page on which the owner sets the date of several photos, or moves it by hours. It needs no
 * script.
 *
 * @param props.changed how many dates have just been changed; `null` before that
 *
 * @example
 * page(frame, <DatePage selected={selected} named={named} changed={null} />);
 */
export function DatePage(props: SelectionPageProps & { readonly changed: number | null }): VNode {
	const { selected, changed } = props;
	const count = selected.ids.length;
	return (
		<SelectionPage
			{...props}
			heading={`Dates of ${writeTarget(count)}`}
			notice={changed === null ? null : outcomeOf(changed, count)}
		>
			<form method="post" action="/desk/dates" class="fields">
				<SelectionFields selected={selected} />
				<label>
					<span>
						Move by hours, as if the camera's clock had been set right: 1, -2 or 5.5. Photos without
						a time of day stay as they are.
					</span>
					<input name="hours" required inputMode="text" maxLength={20} />
				</label>
				<button type="submit" name="change" value="shift" class="main">
					Move
				</button>
			</form>
			<form method="post" action="/desk/dates" class="fields">
				<SelectionFields selected={selected} />
				<label>
					<span>Or set all to one date, in local time; a day, a month or a year will do</span>
					<input name="takenAt" placeholder="2018-07-25 16:34" maxLength={100} />
				</label>
				<button type="submit" name="change" value="set">
					Set
				</button>
			</form>
		</SelectionPage>
	);
}

function outcomeOf(changed: number, count: number): string {
	if (changed === count) return "Saved";
	return `Saved: ${writeNumber(changed)} of ${writeNumber(count)}. The others have no time of day.`;
}
