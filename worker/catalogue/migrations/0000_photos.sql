CREATE SCHEMA IF NOT EXISTS "widthwise";
--> statement-breakpoint
CREATE TABLE "widthwise"."photos" (
	"id" text PRIMARY KEY NOT NULL,
	"status" text NOT NULL,
	"filename" text NOT NULL,
	"slug" text NOT NULL,
	"title" text,
	"caption" text,
	"type" text NOT NULL,
	"original_bytes" bigint NOT NULL,
	"frames" integer NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"master_bytes" bigint,
	"master_type" text,
	"taken_at" text,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"position" jsonb,
	"placeholder" text,
	"error_code" text,
	"error_message" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"published_at" timestamp (3) with time zone,
	CONSTRAINT "photos_id" CHECK ("widthwise"."photos"."id" ~ '^[0-9a-f]{32}$'),
	CONSTRAINT "photos_status" CHECK ("widthwise"."photos"."status" in ('received', 'processing', 'published', 'failed'))
);
--> statement-breakpoint
CREATE INDEX "photos_newest" ON "widthwise"."photos" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "photos_newest_published" ON "widthwise"."photos" USING btree ("created_at","id") WHERE "widthwise"."photos"."status" = 'published';--> statement-breakpoint
CREATE INDEX "photos_unfinished" ON "widthwise"."photos" USING btree ("created_at") WHERE "widthwise"."photos"."status" in ('received', 'processing');