import { createTurns } from "widthwise/internal";
import type { Database } from "./database.ts";

/** Runs work on one photo while no other work on the same photo runs; see {@link createPhotoLock}. */
export type PhotoLock = <T>(photoId: string, work: () => Promise<T>) => Promise<T>;

/**
 * Creates a lock for each photo: receiving, publishing and deleting the same photo take turns, so that
 * a file which is uploaded again while it is being deleted is not lost. Turns are in order within this
 * process, in any order between processes. Work goes on if its lock is lost with a connection: each
 * step can be done twice.
 *
 * Rejects with what the work rejects with; without starting the work if the lock cannot be taken.
 *
 * @example
 * const lock = createPhotoLock(database);
 * await lock(photoId, () => deletePhoto(photoId));
 */
export function createPhotoLock(database: Pick<Database, "lock">): PhotoLock {
	const inTurn = createTurns();

	async function withDatabaseLock<T>(photoId: string, work: () => Promise<T>): Promise<T> {
		const unlock = await database.lock(lockKey(photoId));
		try {
			return await work();
		} finally {
			await unlock();
		}
	}

	return (photoId, work) => inTurn(photoId, () => withDatabaseLock(photoId, work));
}

/** 64 bits of a hash are enough: two photos with the same key would only wait for each other. */
function lockKey(photoId: string): bigint {
	return BigInt.asIntN(64, BigInt(`0x${photoId}`));
}
