import type { Catalogue } from "@widthwise/worker/catalogue";
import type { PublishAgain } from "@widthwise/worker/publishing";

/**
 * Publishes a failed photo again; resolves to `false` if the photo has not failed.
 *
 * @example
 * await publishFailedAgain({ catalogue, publishAgain }, photoId);
 */
export async function publishFailedAgain(
	parts: { readonly catalogue: Pick<Catalogue, "find">; readonly publishAgain: PublishAgain },
	id: string,
): Promise<boolean> {
	const photo = await parts.catalogue.find(id);
	// Visitors would not see a published photo until it is published again.
	return photo?.status === "failed" && (await parts.publishAgain(id));
}
