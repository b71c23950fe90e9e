CREATE TABLE "widthwise"."removals" (
	"photo_id" text PRIMARY KEY NOT NULL,
	"distribution_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
