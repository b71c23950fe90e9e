CREATE TABLE "widthwise"."removals" (
	"photo_id" text PRIMARY KEY NOT NULL,
	"was_published" boolean NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
