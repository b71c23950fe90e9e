DROP INDEX "widthwise"."photos_newest";--> statement-breakpoint
DROP INDEX "widthwise"."photos_newest_published";--> statement-breakpoint
ALTER TABLE "widthwise"."photos" ADD COLUMN "shows_position" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "widthwise"."photos" ADD COLUMN "arrival" bigint;--> statement-breakpoint
UPDATE "widthwise"."photos" SET "arrival" = (extract(epoch FROM "created_at") * 1000)::bigint * 1000;--> statement-breakpoint
ALTER TABLE "widthwise"."photos" ALTER COLUMN "arrival" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "photos_newest" ON "widthwise"."photos" USING btree ("arrival","id");--> statement-breakpoint
CREATE INDEX "photos_newest_published" ON "widthwise"."photos" USING btree ("arrival","id") WHERE "widthwise"."photos"."status" = 'published';