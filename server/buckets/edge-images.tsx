import type { VNode } from "preact";
import type { EdgeImages } from "./edge-log.ts";

/** What is shown of the edge's log: its content, or why it cannot be read. */
export type ShownEdgeLog = EdgeImages | { readonly problem: string };

/**
 * Shows how many images of each bucket the edge in front of the server sent.
 *
 * @example
 * <EdgeImagesSection log={{ sent: [{ bucket: 480, images: 12 }], files: 1, isCut: false }} />;
 */
export function EdgeImagesSection({ log }: { readonly log: ShownEdgeLog }): VNode {
	return (
		<>
			<h2>Images in the edge’s log</h2>
			{"problem" in log ? <p class="notice">{log.problem}</p> : <Sent {...log} />}
		</>
	);
}

function Sent({ sent, files, isCut }: EdgeImages): VNode {
	return (
		<>
			{sent.length > 0 && (
				<table>
					<thead>
						<tr>
							<th scope="col">Bucket</th>
							<th scope="col">Images</th>
						</tr>
					</thead>
					<tbody>
						{sent.map(({ bucket, images }) => (
							<tr key={bucket}>
								<th scope="row">{bucket}</th>
								<td>{images.toLocaleString("en")}</td>
							</tr>
						))}
					</tbody>
				</table>
			)}
			<p class="quiet">
				{sent.length === 0 ? "None yet. " : ""}
				From {files} {files === 1 ? "file" : "files"}, hits and misses together.
				{isCut && " Older or larger files were left out: npm run bench tune reads all."}
			</p>
		</>
	);
}
