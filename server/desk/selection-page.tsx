import type { Catalogue, Photo } from "@widthwise/worker/catalogue";
import type { ComponentChildren, VNode } from "preact";
import { formatTakenAt } from "../photos/taken-at.ts";
import { formatSearch } from "./search-query.ts";
import type { SelectedPhotos } from "./selected-photos.ts";
import { writeCount, writeNumber } from "./write-count.ts";

/** Photos that a page names. */
const MAX_NAMED = 20;

/** What all pages about selected photos show. */
export type SelectionPageProps = {
	readonly selected: SelectedPhotos;
	/** The first of them, at most 20. */
	readonly named: readonly Photo[];
};

/**
 * Renders a page about selected photos: what it does, the photos' names and dates, and its forms. It needs
 * no script.
 *
 * @param props.notice what has just been done; `null` if nothing was
 *
 * @example
 * <SelectionPage heading="Titles of these 12 photos" notice={null} selected={selected} named={named}>
 *   <form method="post" />
 * </SelectionPage>;
 */
export function SelectionPage({
	heading,
	notice,
	selected: { search, ids, askedAbout },
	named,
	children,
}: SelectionPageProps & {
	readonly heading: string;
	readonly notice: string | null;
	readonly children: ComponentChildren;
}): VNode {
	return (
		<main id="content" class="desk narrow-desk">
			<p>
				<a href={formatSearch(search)}>Back to the desk</a>
			</p>
			<h1>{heading}</h1>
			{notice !== null && (
				<p class="notice" role="status">
					{notice}
				</p>
			)}
			{askedAbout !== null && (
				<p class="notice" role="alert">
					Nothing was changed: the search now finds {writeCount(ids.length)}, not{" "}
					{writeNumber(askedAbout)}.
				</p>
			)}
			{children}
			<ul>
				{named.map((photo) => (
					<li key={photo.id}>
						<a href={`/desk/photos/${photo.id}`} dir="auto">
							{photo.title ?? photo.filename}
						</a>
						: {formatTakenAt(photo.takenAt) || "no date"}
					</li>
				))}
				{ids.length > named.length && (
					<li class="quiet">and {writeNumber(ids.length - named.length)} more</li>
				)}
			</ul>
		</main>
	);
}

/**
 * Finds the photos that a page names: the first of those that are selected.
 *
 * @example
 * const named = await findNamed(catalogue, ids);
 */
export async function findNamed(
	catalogue: Pick<Catalogue, "find">,
	ids: readonly string[],
): Promise<readonly Photo[]> {
	const found = await Promise.all(ids.slice(0, MAX_NAMED).map((id) => catalogue.find(id)));
	return found.filter((photo) => photo !== null);
}
