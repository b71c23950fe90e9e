import type { VNode } from "preact";
import { INPUT_FORMATS, inputFormatLabels } from "widthwise/internal";
import type { RejectedFile } from "../form/receive-form.ts";

/** What the upload page needs to know. */
export type UploadPageProps = {
	/** What became of a form that a browser without script has sent; `null` if there was none. */
	readonly result: { readonly accepted: number; readonly rejected: readonly RejectedFile[] } | null;
	/** Bytes of the largest file. */
	readonly maxFileBytes: number;
	/** Where resumable uploads are begun. */
	readonly endpoint: string;
};

/** Named one by one, JPEG first: Safari then makes a JPEG of a HEIC photo, which `image/*` would let pass. */
const ACCEPTED = INPUT_FORMATS.map(({ contentType }) => contentType).join(",");

/**
 * The page to upload photos on: a form, which its script turns into a list of files that are sent, and
 * resumed, one by one.
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
					These uploads were interrupted: <span class="names" />. Choose the same files again, and
					they go on where they stopped.
				</p>
				<button type="button">Forget them</button>
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
					{inputFormatLabels()}, up to {Math.floor(maxFileBytes / 1e6)} MB each. Of an animation,
					the first frame is published.
				</p>
			</form>
			<section id="uploads" hidden aria-label="Files">
				<p role="status" />
				<progress max={1} value={0} aria-label="Sent of all files" />
				<ul class="rows" />
			</section>
			<template id="row">
				<Row />
			</template>
		</main>
	);
}

function FormResult({ accepted, rejected }: NonNullable<UploadPageProps["result"]>): VNode {
	const failed = `${rejected.length} ${rejected.length === 1 ? "was" : "were"} refused:`;
	const photos = `${accepted} ${accepted === 1 ? "photo was" : "photos were"} accepted`;
	return (
		<section class="notice problem" role="alert">
			<p>{accepted === 0 ? `No photo was accepted; ${failed}` : `${photos}, ${failed}`}</p>
			<ul>
				{rejected.map(({ filename, message }, i) => (
					<li key={i}>
						<strong>{filename}</strong>: {message}
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
				<span class="name" />
				<span class="size quiet" />
				<progress max={1} value={0} />
				<span class="state" />
			</div>
			<div class="actions">
				<a href="/" hidden>
					See it
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
