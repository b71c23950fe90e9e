import type { VNode } from "preact";
import { inputFormatLabels } from "widthwise/internal";
import { INPUT_FORMATS } from "widthwise/photo";
import type { RejectedFile } from "../form/receive-form.ts";

/** What the upload page shows. */
export type UploadPageProps = {
	/** The outcome of a form from a browser without script; `null` if none was sent. */
	readonly result: { readonly accepted: number; readonly rejected: readonly RejectedFile[] } | null;
	/** The largest accepted file in bytes. */
	readonly maxFileBytes: number;
	/** The path at which resumable uploads are created. */
	readonly endpoint: string;
};

/**
 * A list with HEIC in it: without, Safari would convert such photos to JPEG before it sends them. Many
 * systems know only its extensions.
 */
const ACCEPTED = [...INPUT_FORMATS.map(({ contentType }) => contentType), ".heic", ".heif"].join(
	",",
);

/**
 * Renders the upload page: a form that its script turns into a list of files, each sent by a
 * resumable upload.
 *
 * @example
 * page(frame, <UploadPage result={null} maxFileBytes={200_000_000} endpoint="/api/uploads" />);
 */
export function UploadPage({ result, maxFileBytes, endpoint }: UploadPageProps): VNode {
	return (
		<main id="content" class="desk upload">
			<h1>Upload</h1>
			{result && <FormResult {...result} />}
			<div id="interrupted" class="notice" hidden>
				<p>
					These uploads were interrupted: <span class="file-names" />. Choose the same files again
					to resume them.
				</p>
				<button type="button">Dismiss</button>
			</div>
			<form
				id="upload"
				class="drop"
				method="post"
				action="/upload"
				enctype="multipart/form-data"
				data-endpoint={endpoint}
				data-max-bytes={maxFileBytes}
				data-now={Date.now()}
			>
				<p class="invitation" hidden data-with-script>
					Drop photos or folders anywhere on this page, paste them, or
				</p>
				<div class="choices">
					<label class="choice">
						<span>Choose photos</span>
						<input type="file" name="photos" multiple accept={ACCEPTED} required />
					</label>
					<label class="choice" hidden data-with-script>
						<span>Choose a folder</span>
						<input type="file" class="folder" />
					</label>
					<button type="submit" data-without-script>
						Upload
					</button>
				</div>
				<p class="quiet">
					{inputFormatLabels()}, up to {Math.floor(maxFileBytes / 1e6)} MB each. Only the first
					frame of an animation is published.
				</p>
			</form>
			<section id="uploads" hidden aria-label="Files">
				<p role="status" />
				<progress max={1} value={0} aria-label="Upload progress of all files" />
				<ul class="rows" />
			</section>
			<template id="row">
				<Row />
			</template>
		</main>
	);
}

function FormResult({ accepted, rejected }: NonNullable<UploadPageProps["result"]>): VNode {
	const refused = `${rejected.length} ${rejected.length === 1 ? "was" : "were"} refused:`;
	const photos = `${accepted} ${accepted === 1 ? "photo was" : "photos were"} accepted`;
	return (
		<section class="notice problem" role="alert">
			<p>{accepted === 0 ? `No photo was accepted, ${refused}` : `${photos}, ${refused}`}</p>
			<ul>
				{rejected.map(({ filename, message }, i) => (
					<li key={i}>
						<strong dir="auto">{filename}</strong>: {message}
					</li>
				))}
			</ul>
		</section>
	);
}

function Row(): VNode {
	return (
		<li class="row">
			<canvas />
			<div class="about">
				<span class="name" dir="auto" />
				<span class="size quiet" />
				<progress max={1} value={0} />
				<span class="state" />
			</div>
			<div class="actions">
				<a href="/" hidden>
					View
				</a>
				<button type="button" class="retry" hidden>
					Try again
				</button>
				<button type="button" class="remove" hidden>
					Remove
				</button>
			</div>
		</li>
	);
}
