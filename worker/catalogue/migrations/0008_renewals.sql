ALTER TABLE "widthwise"."photos" ADD COLUMN "timeouts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "widthwise"."photos" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "widthwise"."photos" ADD COLUMN "url_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "widthwise"."photos" ADD COLUMN "renewed_from" integer;--> statement-breakpoint
ALTER TABLE "widthwise"."photos" ADD COLUMN "renewal_attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "photos_without_avif" ON "widthwise"."photos" USING btree ("avif_buckets","arrival","id") WHERE "widthwise"."photos"."status" = 'published' and "widthwise"."photos"."avif_attempts" < 10;--> statement-breakpoint
CREATE INDEX "photos_outdated" ON "widthwise"."photos" USING btree ("version","arrival","id") WHERE "widthwise"."photos"."status" = 'published' and "widthwise"."photos"."error_code" is null;--> statement-breakpoint
CREATE INDEX "photos_failed" ON "widthwise"."photos" USING btree ("arrival","id") WHERE "widthwise"."photos"."error_code" is not null;--> statement-breakpoint
CREATE INDEX "photos_old_urls" ON "widthwise"."photos" USING btree ("id") WHERE "widthwise"."photos"."status" = 'published' and "widthwise"."photos"."url_version" <> "widthwise"."photos"."version";