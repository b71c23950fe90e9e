import { index, jsonb, text, timestamp } from "drizzle-orm/pg-core";
import { widthwise } from "./schema.ts";

/** Deleted photos that can be restored. None has a record in `photos`, so no query of photos finds it. */
export const trash = widthwise.table(
	"trash",
	{
		photoId: text("photo_id").primaryKey(),
		/** The photo's record, as a backup writes it. */
		record: jsonb("record").$type<unknown>().notNull(),
		/** What was moved to the trash at once, and can be restored at once. */
		batch: text("batch"),
		trashedAt: timestamp("trashed_at", { withTimezone: true, precision: 3 }).notNull(),
	},
	(trashed) => [
		index("trash_oldest").on(trashed.trashedAt, trashed.photoId),
		index("trash_batch").on(trashed.batch),
	],
);
