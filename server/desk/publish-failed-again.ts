import type { Catalogue } from "@widthwise/worker/catalogue";
import type { PublishAgain } from "@widthwise/worker/publishing";

/**
 * Has a failed photo published once more; `false` if it has not failed.
 *
 * @example
 * await publishFailedAgain({ catalogue, publishAgain }, photoId);
 */
export async function publishFailedAgain(
	parts: { readonly catalogue: Pick<Catalogue, "find">; readonly publishAgain: PublishAgain },
	id: string,
): Promise<boolean> {
	const photo = await parts.catalogue.find(id);
	// A published one would be gone for its visitors until it is published again.
	return photo?.status === "failed" && (await parts.publishAgain(id));
}
