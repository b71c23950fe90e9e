/** The CDN in front of the site. */
export type Cdn = {
	readonly distributionId: string;
	/**
	 * Invalidates a photo's images; `false` if too many invalidations are in progress: try again later.
	 * Safe to repeat.
	 */
	invalidate(photoId: string): Promise<boolean>;
	/** Invalidates all images, and resolves when no cache of the CDN holds them. Safe to repeat. */
	invalidateAll(): Promise<void>;
};
