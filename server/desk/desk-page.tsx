import type { Photo, PhotoStatus } from "@widthwise/worker/catalogue";
import type { VNode } from "preact";
import { DeskNav } from "../frame/desk-nav.tsx";
import type { ImageAddresses } from "../photos/photo-json.ts";
import { Failures } from "./failures.tsx";
import { CHOICE_FORM, PhotoCard } from "./photo-card.tsx";
import type { StorageUsed } from "./storage.ts";
import { Totals } from "./totals.tsx";

/** What the desk shows. */
export type DeskPageProps = {
	readonly photos: readonly Photo[];
	readonly cursor: string | null;
	readonly failed: readonly Photo[];
	readonly counts: Readonly<Record<PhotoStatus, number>>;
	readonly storage: StorageUsed;
	readonly addresses: ImageAddresses;
	readonly hasPassword: boolean;
};

/**
 * The owner's desk: what failed, how much there is, and all photos to edit, choose and delete.
 *
 * @example
 * page(frame, <DeskPage {...facts} />);
 */
export function DeskPage(facts: DeskPageProps): VNode {
	const { photos, cursor, failed, counts, storage, addresses, hasPassword } = facts;
	return (
		<main id="content" class="desk wide-desk">
			<h1>Desk</h1>
			<DeskNav here="/desk" />
			<Totals counts={counts} storage={storage} />
			{!hasPassword && (
				<p class="notice">
					There is no password yet. <a href="/desk/sign-ins">Set one</a> to sign in without the
					server's link.
				</p>
			)}
			{failed.length > 0 && <Failures failed={failed} />}
			<section aria-label="Photos">
				<form
					id={CHOICE_FORM}
					method="post"
					action="/desk/delete"
					class="choice-bar"
					aria-label="Chosen photos"
				>
					<span class="chosen" hidden data-with-script />
					<button type="button" class="all" hidden data-with-script>
						Choose all on this page
					</button>
					<button type="button" class="none" hidden data-with-script>
						Choose none
					</button>
					<button type="submit" class="danger">
						Delete the chosen
					</button>
				</form>
				{photos.length === 0 && (
					<p>
						There are no photos yet. <a href="/upload">Upload some</a>.
					</p>
				)}
				<ul class="cards">
					{photos.map((photo) => (
						<PhotoCard key={photo.id} photo={photo} addresses={addresses} />
					))}
				</ul>
				{cursor && (
					<p>
						<a class="more-photos" href={`/desk?cursor=${cursor}`}>
							Older photos
						</a>
					</p>
				)}
			</section>
			<p class="unseen" role="status" id="said" />
			<dialog id="confirm" aria-labelledby="confirm-question">
				<p id="confirm-question" />
				<p>The originals go, too: this cannot be undone.</p>
				<form method="dialog">
					<button type="submit" value="keep">
						Keep
					</button>
					<button type="submit" value="delete" class="danger">
						Delete
					</button>
				</form>
			</dialog>
		</main>
	);
}
