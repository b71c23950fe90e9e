ALTER TABLE "widthwise"."photos" ADD COLUMN "dated_by_owner" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "widthwise"."photos" ADD COLUMN "archive_time" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "photos_archive" ON "widthwise"."photos" USING btree ("archive_time","arrival","id");--> statement-breakpoint
CREATE INDEX "photos_archive_published" ON "widthwise"."photos" USING btree ("archive_time","arrival","id") WHERE "widthwise"."photos"."status" = 'published';