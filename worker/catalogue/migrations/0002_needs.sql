CREATE TABLE "widthwise"."needs" (
	"day" date NOT NULL,
	"slot" text NOT NULL,
	"width" integer NOT NULL,
	"count" bigint NOT NULL,
	CONSTRAINT "needs_day_slot_width_pk" PRIMARY KEY("day","slot","width"),
	CONSTRAINT "needs_width" CHECK ("widthwise"."needs"."width" between 1 and 10000)
);
