import { sql } from "drizzle-orm";
import { bigint, check, date, integer, primaryKey, text } from "drizzle-orm/pg-core";
import { widthwise } from "../catalogue/schema.ts";
import type { Slot } from "./need.ts";

/** The widths that visitors needed, counted by day (UTC). It says nothing about the visitors. */
export const needs = widthwise.table(
	"needs",
	{
		day: date("day").notNull(),
		slot: text("slot").$type<Slot>().notNull(),
		width: integer("width").notNull(),
		count: bigint("count", { mode: "number" }).notNull(),
	},
	(need) => [
		primaryKey({ columns: [need.day, need.slot, need.width] }),
		check("needs_width", sql`${need.width} between 1 and 10000`),
	],
);
