import { eq, sql } from "drizzle-orm";
import { WidthwiseError } from "widthwise";
import type { Drizzle } from "../database/database.ts";
import { announceStatus } from "./notify.ts";
import type { Photo, ReceivedPhoto } from "./photo.ts";
import { find, photoColumns } from "./reading.ts";
import { photos } from "./schema.ts";

/** Between our insert and our look another process may remove the photo: then we insert again. */
const TRIES = 5;

/** Notes a received photo, or finds the one that is there already. */
export async function insertReceived(
	drizzle: Drizzle,
	received: ReceivedPhoto,
): Promise<{ readonly photo: Photo; readonly isNew: boolean }> {
	for (let attempt = 0; attempt < TRIES; attempt++) {
		const noted = await insertOrRevive(drizzle, received);
		if (noted) return noted;
		const photo = await find(drizzle, received.id);
		if (photo) return { photo, isNew: false };
	}
	throw new WidthwiseError("unavailable", "The photo is being removed: try again in a moment");
}

/** `null` if the photo is there and has not failed. */
async function insertOrRevive(
	drizzle: Drizzle,
	received: ReceivedPhoto,
): Promise<{ readonly photo: Photo; readonly isNew: boolean } | null> {
	const [row] = await drizzle
		.insert(photos)
		.values({ ...received, status: "received" })
		.onConflictDoUpdate({
			target: photos.id,
			set: {
				status: "received",
				filename: received.filename,
				slug: received.slug,
				errorCode: null,
				errorMessage: null,
				attempts: 0,
				createdAt: sql`now()`,
				updatedAt: sql`now()`,
			},
			setWhere: eq(photos.status, "failed"),
		})
		// A row that this statement inserted, not updated, has no xmax.
		.returning({
			...photoColumns,
			isNew: sql<boolean>`(${photos}.xmax = 0)`,
			announced: announceStatus,
		});
	if (!row) return null;
	const { isNew, announced: _announced, ...photo } = row;
	return { photo, isNew };
}
