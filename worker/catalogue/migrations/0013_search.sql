ALTER TABLE "widthwise"."photos" ADD COLUMN "words" "tsvector";--> statement-breakpoint
CREATE INDEX "photos_words" ON "widthwise"."photos" USING gin ("words");