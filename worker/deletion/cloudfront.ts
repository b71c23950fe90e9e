import { randomUUID } from "node:crypto";
import {
	CloudFrontClient,
	CreateInvalidationCommand,
	TooManyInvalidationsInProgress,
	waitUntilInvalidationCompleted,
} from "@aws-sdk/client-cloudfront";
import { WidthwiseError } from "widthwise";
import { imagePathPrefix, PHOTOS_PREFIX, photoPrefix } from "widthwise/url";
import type { Cdn } from "./cdn.ts";

/** How long to wait until an invalidation has reached all caches, and the pauses between looks, in seconds. */
const WAITING = { maxWaitTime: 900, minDelay: 2, maxDelay: 15 };

/**
 * Lists the paths under which a CDN may hold a photo's images: as visitors request them, and as the
 * viewer request function rewrites them.
 *
 * @example
 * photoPaths(id); // ["/media/<id>/*", "/photos/<id>/*"]
 */
export function photoPaths(photoId: string): readonly string[] {
	return [`${imagePathPrefix(photoId)}*`, `/${photoPrefix(photoId)}*`];
}

/** The paths of all images. */
const ALL_PATHS = ["/media/*", `/${PHOTOS_PREFIX}*`] as const;

/**
 * Creates a client of a CloudFront distribution, with the SDK's default credentials. `invalidate`
 * rejects with `unavailable` if CloudFront refuses or does not answer.
 *
 * @example
 * const cdn = createCloudFront("E2QWRUHAPOMQZL");
 * await cdn.invalidate(photoId); // true
 */
export function createCloudFront(distributionId: string): Cdn {
	// CloudFront is global; its API is in us-east-1.
	const client = new CloudFrontClient({ region: "us-east-1" });

	/** Resolves to the invalidation's id; to `null` if too many are in progress. */
	async function create(paths: readonly string[]): Promise<string | null> {
		const command = new CreateInvalidationCommand({
			DistributionId: distributionId,
			InvalidationBatch: {
				// A reference that was used before names the earlier invalidation and does nothing.
				CallerReference: randomUUID(),
				Paths: { Quantity: paths.length, Items: [...paths] },
			},
		});
		try {
			return (await client.send(command)).Invalidation?.Id ?? "";
		} catch (cause) {
			// CloudFront allows 15 wildcard paths in progress: those of seven photos.
			if (cause instanceof TooManyInvalidationsInProgress) return null;
			const message = "The photo's images could not be deleted from the CDN";
			throw new WidthwiseError("unavailable", message, { cause });
		}
	}

	return {
		distributionId,
		invalidate: async (photoId) => (await create(photoPaths(photoId))) !== null,
		async invalidateAll() {
			const Id = await create(ALL_PATHS);
			if (Id === null) throw new WidthwiseError("busy", "The CDN has too many invalidations");
			const waiting = waitUntilInvalidationCompleted(
				{ client, ...WAITING },
				{ DistributionId: distributionId, Id },
			);
			await waiting.catch((cause: unknown) => {
				const message = "Older images could not be deleted from the CDN";
				throw new WidthwiseError("unavailable", message, { cause });
			});
		},
	};
}
