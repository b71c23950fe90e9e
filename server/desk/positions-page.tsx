import type { VNode } from "preact";
import { SelectionFields } from "./selection-fields.tsx";
import { SelectionPage, type SelectionPageProps } from "./selection-page.tsx";
import { writeCount, writeNumber, writeTarget } from "./write-count.ts";

/**
 * Renders the page on which the owner shows or hides the approximate location of several photos. It needs
 * no script.
 *
 * @param props.positions how many of the photos have a position, and how many show it
 * @param props.changed how many photos have just been changed; `null` before that
 *
 * @example
 * const positions = { known: 7, shown: 2 };
 * page(frame, <PositionsPage {...props} positions={positions} changed={null} />);
 */
export function PositionsPage(
	props: SelectionPageProps & {
		readonly positions: { readonly known: number; readonly shown: number };
		readonly changed: number | null;
	},
): VNode {
	const { selected, positions, changed } = props;
	return (
		<SelectionPage
			{...props}
			heading={`Location of ${writeTarget(selected.ids.length)}`}
			notice={changed === null ? null : `Saved: ${writeCount(changed)}`}
		>
			<p>
				{positions.known === 0
					? "No file says where its photo was taken."
					: `The files of ${writeCount(positions.known)} say where they were taken; visitors see it of ${writeNumber(positions.shown)}, to about 10 km.`}
			</p>
			{positions.known > 0 && (
				<form method="post" action="/desk/locations" class="line">
					<SelectionFields selected={selected} />
					<button type="submit" name="change" value="show">
						Show the locations
					</button>
					<button type="submit" name="change" value="hide">
						Hide the locations
					</button>
				</form>
			)}
		</SelectionPage>
	);
}
