import { createTurns } from "widthwise/internal";
import type { Database } from "./database.ts";

/** Runs work on one photo while no other work on the same photo runs; see {@link createPhotoLock}. */
export type PhotoLock = <T>(photoId: string, work: () => Promise<T>) => Promise<T>;

/**
 * A lock for each photo: receiving, publishing and deleting the same photo take turns, in this process
 * in the order they came, among processes in any, so that a file uploaded again while it is being
 * deleted is not lost. Work whose lock was lost with a connection goes on: each step can be done twice.
 *
 * Rejects with what the work rejects with, or without having begun it if the lock cannot be had.
 *
 * @example
 * const lock = createPhotoLock(database);
 * await lock(photoId, () => deletePhoto(photoId));
 */
export function createPhotoLock(database: Pick<Database, "lock">): PhotoLock {
	const inTurn = createTurns();

	async function alone<T>(photoId: string, work: () => Promise<T>): Promise<T> {
		const unlock = await database.lock(lockKey(photoId));
		try {
			return await work();
		} finally {
			await unlock();
		}
	}

	return (photoId, work) => inTurn(photoId, () => alone(photoId, work));
}

/** 64 bits of a hash are enough: two photos with the same would only wait for each other. */
function lockKey(photoId: string): bigint {
	return BigInt.asIntN(64, BigInt(`0x${photoId}`));
}
