ALTER TABLE "widthwise"."photos" ADD COLUMN "avif_buckets" text;--> statement-breakpoint
ALTER TABLE "widthwise"."photos" ADD COLUMN "avif_attempts" integer DEFAULT 0 NOT NULL;