import type { Photo } from "@widthwise/worker/catalogue";
import type { VNode } from "preact";
import { choiceField } from "./chosen-photos.ts";

/**
 * The photos that could not be published, why, and what can be done about it.
 *
 * @example
 * <Failures failed={failed} />;
 */
export function Failures({ failed }: { readonly failed: readonly Photo[] }): VNode {
	return (
		<section class="notice failures" aria-labelledby="failures">
			<h2 id="failures">Not published</h2>
			<ul>
				{failed.map(({ id, filename, errorMessage }) => (
					<li key={id}>
						<p>
							<strong>{filename}</strong>: {errorMessage}
						</p>
						<form method="post" action="/desk/again">
							<button type="submit" name="id" value={id} aria-label={`Try again: ${filename}`}>
								Try again
							</button>
						</form>
						<form method="post" action="/desk/delete">
							<button
								type="submit"
								name={choiceField(id)}
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
					<button type="submit" name="id" value="all">
						Try all again
					</button>
				</form>
			)}
		</section>
	);
}
