CREATE TABLE "widthwise"."owner_password" (
	"is_only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"hash" text NOT NULL,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "owner_password_only" CHECK ("widthwise"."owner_password"."is_only")
);
--> statement-breakpoint
CREATE TABLE "widthwise"."sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"token_mark" text NOT NULL,
	"device" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "sessions_expiry" ON "widthwise"."sessions" USING btree ("expires_at");