import { sql } from "drizzle-orm";
import { boolean, check, index, text, timestamp } from "drizzle-orm/pg-core";
import { widthwise } from "../catalogue/schema.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** Browsers in which the owner is signed in. */
export const sessions = widthwise.table(
	"sessions",
	{
		/** A keyed hash of the cookie's secret: the table alone is not enough to make a cookie. */
		id: text("id").primaryKey(),
		/** Identifies the owner's token that the session was begun under: it is valid with no other. */
		tokenMark: text("token_mark").notNull(),
		/** The browser as the owner sees it. */
		device: text("device").notNull(),
		createdAt: moment("created_at").notNull().defaultNow(),
		seenAt: moment("seen_at").notNull().defaultNow(),
		expiresAt: moment("expires_at").notNull(),
	},
	(session) => [index("sessions_expiry").on(session.expiresAt)],
);

/** Links to sign in with that have been used, until they expire. */
export const usedLinks = widthwise.table("used_sign_in_links", {
	id: text("id").primaryKey(),
	expiresAt: moment("expires_at").notNull(),
});

/** The owner's password, as a hash: one row or none. */
export const ownerPassword = widthwise.table(
	"owner_password",
	{
		isOnly: boolean("is_only").primaryKey().default(true),
		hash: text("hash").notNull(),
		changedAt: moment("changed_at").notNull().defaultNow(),
	},
	(password) => [check("owner_password_only", sql`${password.isOnly}`)],
);
