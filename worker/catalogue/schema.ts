import { sql } from "drizzle-orm";
import {
	bigint,
	boolean,
	check,
	customType,
	index,
	integer,
	jsonb,
	pgSchema,
	text,
	timestamp,
} from "drizzle-orm/pg-core";
import type { PhotoPosition, PhotoStatus, StoredMetadata } from "./photo.ts";

/** Our tables have their own schema, so that other programs can share the database. */
export const widthwise = pgSchema("widthwise");

/** To the millisecond, like a JavaScript Date: values must survive a round trip. */
const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** The words that a search compares, apart by spaces; see `photoWords`. Not read back. */
const words = customType<{ data: string }>({ dataType: () => "tsvector" });

/** The photos. */
export const photos = widthwise.table(
	"photos",
	{
		id: text("id").primaryKey(),
		status: text("status").$type<PhotoStatus>().notNull(),
		filename: text("filename").notNull(),
		title: text("title"),
		caption: text("caption"),
		type: text("type").notNull(),
		originalBytes: bigint("original_bytes", { mode: "number" }).notNull(),
		frames: integer("frames").notNull(),
		width: integer("width").notNull(),
		height: integer("height").notNull(),
		masterBytes: bigint("master_bytes", { mode: "number" }),
		masterType: text("master_type"),
		takenAt: text("taken_at"),
		datedByOwner: boolean("dated_by_owner").notNull().default(false),
		archiveTime: bigint("archive_time", { mode: "number" }).notNull().default(0),
		metadata: jsonb("metadata").$type<StoredMetadata>().notNull().default({}),
		words: words("words"),
		position: jsonb("position").$type<PhotoPosition>(),
		showsPosition: boolean("shows_position").notNull().default(false),
		showsWords: boolean("shows_words"),
		placeholder: text("placeholder"),
		errorCode: text("error_code"),
		errorMessage: text("error_message"),
		firstBuckets: text("first_buckets"),
		firstAttempts: integer("first_attempts").notNull().default(0),
		avifBuckets: text("avif_buckets"),
		avifAttempts: integer("avif_attempts").notNull().default(0),
		attempts: integer("attempts").notNull().default(0),
		timeouts: integer("timeouts").notNull().default(0),
		version: integer("version").notNull().default(0),
		urlVersion: integer("url_version").notNull().default(0),
		renewedFrom: integer("renewed_from"),
		renewalAttempts: integer("renewal_attempts").notNull().default(0),
		arrival: bigint("arrival", { mode: "number" }).notNull(),
		createdAt: moment("created_at").notNull().defaultNow(),
		updatedAt: moment("updated_at").notNull().defaultNow(),
		publishedAt: moment("published_at"),
	},
	(photo) => [
		check("photos_id", sql`${photo.id} ~ '^[0-9a-f]{32}$'`),
		check(
			"photos_status",
			sql`${photo.status} in ('received', 'processing', 'published', 'failed')`,
		),
		index("photos_newest").on(photo.arrival, photo.id),
		index("photos_newest_published")
			.on(photo.arrival, photo.id)
			.where(sql`${photo.status} = 'published'`),
		index("photos_archive").on(photo.archiveTime, photo.arrival, photo.id),
		index("photos_archive_published")
			.on(photo.archiveTime, photo.arrival, photo.id)
			.where(sql`${photo.status} = 'published'`),
		index("photos_words").using("gin", photo.words),
		index("photos_unfinished")
			.on(photo.createdAt)
			.where(sql`${photo.status} in ('received', 'processing')`),
		index("photos_without_first")
			.on(photo.firstBuckets, photo.arrival, photo.id)
			.where(sql`${photo.status} = 'published' and ${photo.firstAttempts} < 10`),
		index("photos_without_avif")
			.on(photo.avifBuckets, photo.arrival, photo.id)
			.where(sql`${photo.status} = 'published' and ${photo.avifAttempts} < 10`),
		index("photos_outdated")
			.on(photo.version, photo.arrival, photo.id)
			.where(sql`${photo.status} = 'published' and ${photo.errorCode} is null`),
		index("photos_failed").on(photo.arrival, photo.id).where(sql`${photo.errorCode} is not null`),
		index("photos_old_urls")
			.on(photo.id)
			.where(sql`${photo.status} = 'published' and ${photo.urlVersion} <> ${photo.version}`),
	],
);

/** Deleted photos of which objects may be left. The table has kept its first name. */
export const deletions = widthwise.table("removals", {
	photoId: text("photo_id").primaryKey(),
	/** The CDN distribution that is still to be invalidated. */
	distributionId: text("distribution_id"),
	createdAt: moment("created_at").notNull().defaultNow(),
});
