import { randomUUID } from "node:crypto";
import {
	CloudFrontClient,
	CreateInvalidationCommand,
	TooManyInvalidationsInProgress,
} from "@aws-sdk/client-cloudfront";
import { WidthwiseError } from "widthwise";
import { imagePathPrefix, photoPrefix } from "widthwise/url";

/** The CDN in front of the site. */
export type Cdn = {
	readonly distributionId: string;
	/**
	 * Orders that a photo's images be forgotten; `false` if there are too many such orders under way:
	 * then ask again in a moment. Safe to repeat.
	 */
	invalidate(photoId: string): Promise<boolean>;
};

/**
 * The paths under which a CDN may hold a photo's images: as visitors ask for them, and as the viewer
 * function rewrites them.
 *
 * @example
 * photoPaths(id); // ["/media/<id>/*", "/photos/<id>/*"]
 */
export function photoPaths(photoId: string): readonly string[] {
	return [`${imagePathPrefix(photoId)}*`, `/${photoPrefix(photoId)}*`];
}

/**
 * A CloudFront distribution. Credentials are the SDK's usual ones. `invalidate` rejects with `unavailable`
 * if CloudFront does not take the order.
 *
 * @example
 * const cdn = createCloudFront("E2QWRUHAPOMQZL");
 * await cdn.invalidate(photoId); // true
 */
export function createCloudFront(distributionId: string): Cdn {
	// CloudFront is one for the world; its API is in us-east-1.
	const client = new CloudFrontClient({ region: "us-east-1" });
	return {
		distributionId,
		async invalidate(photoId) {
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
		},
	};
}
