import { eq, sql } from "drizzle-orm";
import { WidthwiseError } from "widthwise";
import type { Drizzle } from "../database/database.ts";
import { notifyStatus } from "./notify.ts";
import type { Photo, ReceivedPhoto } from "./photo.ts";
import { find, photoColumns } from "./reading.ts";
import { photos } from "./schema.ts";

/** Between our insert and our look another process may remove the photo: then we insert again. */
const TRIES = 5;

/** See `Catalogue.insertReceived`. */
export type InsertReceived = (
	received: ReceivedPhoto,
) => Promise<{ readonly photo: Photo; readonly isNew: boolean }>;

/** Makes the function that notes a received photo, or finds the one that is there already. */
export function createInsertReceived(drizzle: Drizzle): InsertReceived {
	const insertOrRevive = prepareInsertOrRevive(drizzle);
	return async (received) => {
		for (let attempt = 0; attempt < TRIES; attempt++) {
			// Nothing comes back if the photo is there and has not failed.
			const [row] = await insertOrRevive.execute(received);
			if (row) {
				const { isNew, notified: _notified, ...photo } = row;
				return { photo, isNew };
			}
			const photo = await find(drizzle, received.id);
			if (photo) return { photo, isNew: false };
		}
		throw new WidthwiseError("busy", "The photo is being removed: try again in a moment");
	};
}

/**
 * Prepared: an upload waits for it, and making the statement costs a third of running it. Without a
 * name, so that connections may be shared by a pooler that knows no prepared statements.
 */
function prepareInsertOrRevive(drizzle: Drizzle) {
	const filename = sql.placeholder("filename");
	const slug = sql.placeholder("slug");
	const arrival = sql.placeholder("arrival");
	return (
		drizzle
			.insert(photos)
			.values({
				id: sql.placeholder("id"),
				status: "received",
				filename,
				slug,
				type: sql.placeholder("type"),
				originalBytes: sql.placeholder("originalBytes"),
				frames: sql.placeholder("frames"),
				width: sql.placeholder("width"),
				height: sql.placeholder("height"),
				arrival,
			})
			.onConflictDoUpdate({
				target: photos.id,
				set: {
					status: "received",
					filename: sql`${filename}`,
					slug: sql`${slug}`,
					errorCode: null,
					errorMessage: null,
					attempts: 0,
					arrival: sql`${arrival}`,
					createdAt: sql`now()`,
					updatedAt: sql`now()`,
				},
				setWhere: eq(photos.status, "failed"),
			})
			// A row that this statement inserted, not updated, has no xmax.
			.returning({
				...photoColumns,
				isNew: sql<boolean>`(${photos}.xmax = 0)`,
				notified: notifyStatus,
			})
			.prepare("")
	);
}
