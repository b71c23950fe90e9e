import type { Photo } from "@widthwise/worker/catalogue";
import type { VNode } from "preact";
import { selectionField } from "./selected-photos.ts";

/**
 * Lists the photos that could not be published, each with the reason and buttons to retry or
 * delete.
 *
 * @param from the page that lists them, and to which the buttons that retry return
 *
 * @example
 * <Failures failed={failed} from="/desk" />;
 */
export function Failures({
	failed,
	from,
}: {
	readonly failed: readonly Photo[];
	readonly from: "/desk" | "/admin/queue";
}): VNode {
	return (
		<section class="notice failures" aria-labelledby="failures">
			<h2 id="failures">Not published</h2>
			<ul>
				{failed.map(({ id, status, filename, errorMessage }) => (
					<li key={id}>
						<p>
							<strong dir="auto">{filename}</strong>: {errorMessage}
							{status === "published" && ". It could not be published again, and stays as it was."}
						</p>
						<form method="post" action="/desk/again">
							<input type="hidden" name="from" value={from} />
							<button type="submit" name="id" value={id} aria-label={`Try again: ${filename}`}>
								Try again
							</button>
						</form>
						<form method="post" action="/desk/delete">
							<button
								type="submit"
								name={selectionField(id)}
								value="on"
								aria-label={`Delete ${filename}`}
							>
								Delete
							</button>
						</form>
					</li>
				))}
			</ul>
			{failed.length > 1 && (
				<form method="post" action="/desk/again">
					<input type="hidden" name="from" value={from} />
					<button type="submit" name="id" value="all">
						Try all again
					</button>
				</form>
			)}
		</section>
	);
}
