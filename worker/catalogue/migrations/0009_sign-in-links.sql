CREATE TABLE "widthwise"."used_sign_in_links" (
	"id" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
