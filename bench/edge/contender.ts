/** What answers visitors in one row of the tables: our server, or an edge. */
export type Contender = {
	readonly name: string;
	/** Returns the URL of a photo, by its position. */
	url(photo: number): string;
	/**
	 * The position of the first photo that it has not cut yet, nor another that shares its store; `null`
	 * if its misses are another row's.
	 */
	readonly firstMiss: number | null;
};

/** The position of the photo that everyone has cut. */
export const HIT_PHOTO = 0;
