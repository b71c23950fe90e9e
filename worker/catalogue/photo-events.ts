import type { Database } from "../database/database.ts";
import { PHOTO_CHANNEL } from "./notify.ts";
import type { PhotoEvent } from "./photo.ts";

/** The status changes of all photos, made by any process. */
export type PhotoEvents = {
	/**
	 * Calls the handler with every change from now on. The returned function unsubscribes and is safe to
	 * repeat. `onGap` says that changes may have been missed: read again what you have cached.
	 */
	subscribe(handler: (event: PhotoEvent) => void, onGap: () => void): () => void;
	/** Ends all subscriptions. */
	close(): Promise<void>;
};

type Subscriber = {
	readonly handler: (event: PhotoEvent) => void;
	readonly onGap: () => void;
};

/**
 * Listens once on the database and passes every event to all subscribers. A subscriber that throws does
 * not affect the others.
 *
 * @example
 * const events = await createPhotoEvents(database, log.error);
 * const unsubscribe = events.subscribe(({ id, status }) => console.log(id, status), lookAgain);
 */
export async function createPhotoEvents(
	database: Pick<Database, "listen">,
	onError: (error: unknown) => void,
): Promise<PhotoEvents> {
	// A new object for each subscription: a handler may be subscribed twice.
	const subscribers = new Set<Subscriber>();
	const notifyAll = (notify: (subscriber: Subscriber) => void): void => {
		for (const subscriber of subscribers) {
			try {
				notify(subscriber);
			} catch (error) {
				onError(error);
			}
		}
	};
	const unlisten = await database.listen(
		PHOTO_CHANNEL,
		(payload) => notifyAll(({ handler }) => handler(JSON.parse(payload))),
		() => notifyAll(({ onGap }) => onGap()),
	);
	return {
		subscribe(handler, onGap) {
			const subscriber = { handler, onGap };
			subscribers.add(subscriber);
			return () => void subscribers.delete(subscriber);
		},
		async close() {
			subscribers.clear();
			await unlisten();
		},
	};
}
