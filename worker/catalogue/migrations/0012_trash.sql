CREATE TABLE "widthwise"."trash" (
	"photo_id" text PRIMARY KEY NOT NULL,
	"record" jsonb NOT NULL,
	"batch" text,
	"trashed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "trash_oldest" ON "widthwise"."trash" USING btree ("trashed_at","photo_id");--> statement-breakpoint
CREATE INDEX "trash_batch" ON "widthwise"."trash" USING btree ("batch");