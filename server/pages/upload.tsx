import type { VNode } from "preact";
import type { RejectedFile } from "../receive-form.ts";

/**
 * The upload form, with what was refused the last time.
 *
 * @example
 * page({ title: "Upload", isOwner: true }, <UploadPage rejected={[]} accepted={0} />);
 */
export function UploadPage({
	rejected,
	accepted,
}: {
	readonly rejected: readonly RejectedFile[];
	readonly accepted: number;
}): VNode {
	return (
		<main class="narrow">
			<h1>Upload</h1>
			{rejected.length > 0 && (
				<section class="problem" role="alert">
					<p>
						{accepted} accepted, {rejected.length} not:
					</p>
					<ul>
						{rejected.map(({ filename, message }) => (
							<li key={filename}>
								<strong>{filename}</strong>: {message}
							</li>
						))}
					</ul>
				</section>
			)}
			<form method="post" action="/upload" enctype="multipart/form-data">
				<label>
					Photos <input type="file" name="photos" multiple accept="image/*" required />
				</label>
				<button type="submit">Upload</button>
			</form>
			<p>JPEG, PNG, WebP, AVIF and GIF. Of an animation, the first frame is published.</p>
		</main>
	);
}
