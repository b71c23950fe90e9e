import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, ne, type SQL, sql } from "drizzle-orm";
import { PUBLISHING_VERSION } from "widthwise/photo";
import type { Drizzle } from "../database/database.ts";
import { notifyReplaced, notifyStatus } from "./notify.ts";
import type { PublishedPhoto } from "./photo.ts";
import { photos } from "./schema.ts";

/**
 * Which published photos an older version of publishing made, and how far each is renewed: published
 * again from its original, while visitors see it. Every call can be repeated. A change that no longer
 * applies changes nothing, and its result says so.
 */
export type Renewals = {
	/** Ids of at most `limit` published photos that an older version made, those of the newest first. */
	outdated(limit: number): Promise<readonly string[]>;
	/** Counts an attempt and returns the number of attempts; `null` if the photo is not outdated. */
	begin(id: string): Promise<number | null>;
	/** Takes an attempt back that an outage ended: the photo is not the cause. */
	forgive(id: string): Promise<void>;
	/**
	 * Records what the public store holds now. URLs stay as they are, because caches may hold older
	 * bytes. Notifies all processes, which drop the photo's images from memory. `false` if the photo is
	 * deleted: the caller must then unpublish it.
	 */
	markRenewed(id: string, published: PublishedPhoto): Promise<boolean>;
	/** Records why a photo could not be renewed; it stays public as it is. */
	fail(id: string, code: string, message: string): Promise<void>;
	/** Marks a photo failed that could not be renewed and must not stay public. */
	withdraw(id: string, code: string, message: string): Promise<void>;
	/** Forgets why a photo could not be renewed, so that it is outdated again; `false` if it was not. */
	retry(id: string): Promise<boolean>;
	/** Ids of at most `limit` photos that are renewed, and still have the URLs of an older version. */
	withOldUrls(limit: number): Promise<readonly string[]>;
	/** Gives photos the URLs of this version: no cache that we know of holds older bytes. */
	useNewUrls(ids: readonly string[]): Promise<void>;
};

const isPublished = sql`${photos.status} = 'published'`;
const now = sql`now()`;

/**
 * Creates the record of renewals.
 *
 * @param version of publishing; a photo that a newer one made is left alone
 *
 * @example
 * const renewals = createRenewals(database);
 * await renewals.outdated(100);
 */
export function createRenewals(
	{ drizzle }: { readonly drizzle: Drizzle },
	version: number = PUBLISHING_VERSION,
): Renewals {
	const outdated = isOutdated(version);
	const hasOldUrls = and(
		isPublished,
		ne(photos.urlVersion, photos.version),
		eq(photos.version, version),
	);

	return {
		async outdated(limit) {
			const rows = await drizzle
				.select({ id: photos.id })
				.from(photos)
				.where(outdated)
				.orderBy(desc(photos.version), desc(photos.arrival), desc(photos.id))
				.limit(limit);
			return rows.map(({ id }) => id);
		},
		async begin(id) {
			const [row] = await drizzle
				.update(photos)
				.set({ renewalAttempts: sql`${photos.renewalAttempts} + 1` })
				.where(and(eq(photos.id, id), outdated))
				.returning({ attempts: photos.renewalAttempts });
			return row?.attempts ?? null;
		},
		async forgive(id) {
			await drizzle
				.update(photos)
				.set({ renewalAttempts: sql`greatest(${photos.renewalAttempts} - 1, 0)` })
				.where(eq(photos.id, id));
		},
		async markRenewed(id, published) {
			const rows = await drizzle
				.update(photos)
				.set({
					...publishedColumns(published),
					renewedFrom: photos.version,
					errorCode: null,
					errorMessage: null,
				})
				.where(and(eq(photos.id, id), isPublished))
				.returning({ notified: notifyReplaced });
			return rows.length > 0;
		},
		async fail(id, errorCode, errorMessage) {
			await drizzle
				.update(photos)
				.set({ errorCode, errorMessage })
				.where(and(eq(photos.id, id), outdated));
		},
		async withdraw(id, errorCode, errorMessage) {
			await drizzle
				.update(photos)
				.set({
					status: "failed",
					errorCode,
					errorMessage,
					firstBuckets: null,
					avifBuckets: null,
					updatedAt: now,
				})
				.where(and(eq(photos.id, id), outdated))
				.returning({ notified: notifyStatus });
		},
		async retry(id) {
			const rows = await drizzle
				.update(photos)
				.set({ errorCode: null, errorMessage: null, renewalAttempts: 0 })
				.where(and(eq(photos.id, id), isPublished, isNotNull(photos.errorCode)))
				.returning({ id: photos.id });
			return rows.length > 0;
		},
		async withOldUrls(limit) {
			const rows = await drizzle
				.select({ id: photos.id })
				.from(photos)
				.where(hasOldUrls)
				.orderBy(asc(photos.id))
				.limit(limit);
			return rows.map(({ id }) => id);
		},
		async useNewUrls(ids) {
			await drizzle
				.update(photos)
				.set({ urlVersion: version, updatedAt: now })
				.where(and(inArray(photos.id, [...ids]), hasOldUrls));
		},
	};
}

/** Published photos that a version of publishing before this one made, and that may be renewed. */
export function isOutdated(version: number): SQL | undefined {
	return and(isPublished, isNull(photos.errorCode), lt(photos.version, version));
}

/** What publishing changes in a record, for the first time or again. */
export function publishedColumns(published: PublishedPhoto) {
	return {
		width: published.width,
		height: published.height,
		masterBytes: published.bytes,
		masterType: published.contentType,
		placeholder: published.placeholder,
		version: published.version,
		renewalAttempts: 0,
		timeouts: 0,
		// Variants were removed.
		firstBuckets: null,
		firstAttempts: 0,
		avifBuckets: null,
		avifAttempts: 0,
		updatedAt: now,
	};
}
