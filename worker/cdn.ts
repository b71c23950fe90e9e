import { randomUUID } from "node:crypto";
import {
	CloudFrontClient,
	CreateInvalidationCommand,
	TooManyInvalidationsInProgress,
} from "@aws-sdk/client-cloudfront";
import { WidthwiseError } from "widthwise";

/**
 * Makes the CDN forget a photo's images; `false` if it has too many such orders under way and is to be
 * asked again in a moment. Safe to repeat.
 */
export type Invalidate = (photoId: string) => Promise<boolean>;

/**
 * The paths under which a CDN may hold a photo's images: as visitors ask for them, and as the viewer
 * function rewrites them.
 *
 * @example
 * photoPaths(id); // ["/media/<id>/*", "/photos/<id>/*"]
 */
export function photoPaths(photoId: string): readonly string[] {
	return [`/media/${photoId}/*`, `/photos/${photoId}/*`];
}

/**
 * Makes the function that invalidates a photo at CloudFront; without a distribution it does nothing.
 * Credentials are the SDK's usual ones. It rejects with `unavailable` if CloudFront does not take the
 * order.
 *
 * @example
 * const invalidate = createInvalidate("E2QWRUHAPOMQZL");
 * await invalidate(photoId);
 */
export function createInvalidate(distributionId: string | undefined): Invalidate {
	if (distributionId === undefined) return async () => true;
	// CloudFront is one for the world; its API is in us-east-1.
	const client = new CloudFrontClient({ region: "us-east-1" });
	return async (photoId) => {
		const paths = photoPaths(photoId);
		const command = new CreateInvalidationCommand({
			DistributionId: distributionId,
			InvalidationBatch: {
				// A reference that was used before would name the earlier order, and do nothing.
				CallerReference: randomUUID(),
				Paths: { Quantity: paths.length, Items: [...paths] },
			},
		});
		try {
			await client.send(command);
			return true;
		} catch (cause) {
			// Fifteen paths with a wildcard may be in progress: those of seven photos.
			if (cause instanceof TooManyInvalidationsInProgress) return false;
			const message = "The photo's images could not be removed from the CDN";
			throw new WidthwiseError("unavailable", message, { cause });
		}
	};
}
