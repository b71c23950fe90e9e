import type { ArchiveOrder, PhotoPage } from "@widthwise/worker/catalogue";
import type { VNode } from "preact";
import type { ImageAddresses } from "../photos/photo-json.ts";
import { type Month, monthsOf } from "./months.ts";
import { LAYOUT_RULES, slotRule } from "./slots.ts";
import { Tile, tileId } from "./tile.tsx";

/** The archive: its content, the style block that goes with it, and the months that it shows. */
export type HomePage = {
	readonly content: VNode;
	readonly styles: string;
	readonly months: readonly Month[];
};

/**
 * Renders the archive: photos in rows, newest first, grouped by the month in which they were
 * taken (or received, as the setting says).
 *
 * @example
 * const { content, styles } = homePage(await catalogue.list(page), site);
 */
export function homePage(
	photos: PhotoPage,
	site: ImageAddresses & { readonly siteName: string; readonly archiveOrder: ArchiveOrder },
): HomePage {
	const { months, cursor } = monthsOf(photos, site.archiveOrder);
	const rules = months.flatMap((month) =>
		month.photos.map((photo, i) =>
			slotRule(`#${tileId(photo)}`, photo.width / photo.height, month.slots[i] ?? []),
		),
	);
	const first = firstRow(months[0]);
	const content = (
		<main id="content">
			<h1 class="unseen">{site.siteName}</h1>
			{months.length === 0 && <p class="narrow">No photos yet.</p>}
			{months.map((month, m) => (
				<section key={month.photos[0]?.id}>
					<h2>{month.name}</h2>
					<ul class="archive">
						{month.photos.map((photo, i) => (
							<Tile
								key={photo.id}
								photo={photo}
								slots={month.slots[i] ?? []}
								addresses={site}
								isFirst={m === 0 && i < first}
							/>
						))}
					</ul>
				</section>
			))}
			{cursor && (
				<a class="more" rel="next" href={`/?cursor=${cursor}`}>
					Older photos
				</a>
			)}
		</main>
	);
	return { content, styles: LAYOUT_RULES + rules.join(""), months };
}

/** Counts the photos in the first row of the widest layout: they are in sight on every screen. */
function firstRow(month: Month | undefined): number {
	return (month?.slots[0]?.at(-1)?.gaps ?? 0) + 1;
}
