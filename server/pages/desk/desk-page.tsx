import type { Photo, PhotoStatus } from "@widthwise/worker/catalogue/photo.ts";
import type { VNode } from "preact";
import type { StorageUsed } from "../../desk/storage.ts";
import type { ImageAddresses } from "../../photo-json.ts";
import { DeskNav } from "./desk-nav.tsx";
import { CHOICE_FORM, PhotoCard } from "./photo-card.tsx";
import { writeBytes } from "./write-bytes.ts";

/** What the desk shows. */
export type DeskFacts = {
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
export function DeskPage(facts: DeskFacts): VNode {
	const { photos, cursor, failed, addresses, hasPassword } = facts;
	return (
		<main id="content" class="desk wide-desk">
			<h1>Desk</h1>
			<DeskNav here="/desk" />
			<Totals {...facts} />
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

function Totals({ counts, storage }: DeskFacts): VNode {
	const { received, processing, published, failed } = counts;
	const unfinished = received + processing;
	return (
		<dl class="totals">
			<Total name="Published" value={String(published)} />
			{unfinished > 0 && <Total name="Being published" value={String(unfinished)} />}
			{failed > 0 && <Total name="Failed" value={String(failed)} />}
			<Total name="Originals" value={writeBytes(storage.originals)} />
			{storage.published === null ? (
				<Total
					name="Masters, and the widths cut from them"
					value={`over ${writeBytes(storage.masters)}`}
				/>
			) : (
				<Total name="Public images" value={writeBytes(storage.published)} />
			)}
			{storage.free !== null && <Total name="Free on the disk" value={writeBytes(storage.free)} />}
		</dl>
	);
}

function Total({ name, value }: { readonly name: string; readonly value: string }): VNode {
	return (
		<div>
			<dt>{name}</dt>
			<dd>{value}</dd>
		</div>
	);
}

function Failures({ failed }: { readonly failed: readonly Photo[] }): VNode {
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
								name={`photo.${id}`}
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
