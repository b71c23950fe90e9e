import { PHOTO_CHANNEL } from "./catalogue/notify.ts";
import type { PhotoEvent } from "./catalogue/photo.ts";
import type { Database, Unlisten } from "./database/database.ts";

/** The changes of all photos' statuses, whichever process makes them. */
export type PhotoEvents = {
	/** Calls the handler with every change from now on; the answer ends that and is safe to repeat. */
	subscribe(handler: (event: PhotoEvent) => void): () => void;
	/** Ends all subscriptions. */
	close(): Promise<void>;
};

/**
 * Listens once and shares what it hears among all subscribers; one that throws disturbs no other.
 *
 * @example
 * const events = await createPhotoEvents(database, console.error);
 * const unsubscribe = events.subscribe(({ id, status }) => console.log(id, status));
 */
export async function createPhotoEvents(
	database: Pick<Database, "listen">,
	onError: (error: unknown) => void,
): Promise<PhotoEvents> {
	// Wrapped, so that a handler that subscribes twice is called twice and leaves once at a time.
	const subscribers = new Set<{ readonly handler: (event: PhotoEvent) => void }>();
	const unlisten: Unlisten = await database.listen(PHOTO_CHANNEL, (payload) => {
		for (const { handler } of subscribers) {
			try {
				const event: PhotoEvent = JSON.parse(payload);
				handler(event);
			} catch (error) {
				onError(error);
			}
		}
	});
	return {
		subscribe(handler) {
			const subscriber = { handler };
			subscribers.add(subscriber);
			return () => void subscribers.delete(subscriber);
		},
		async close() {
			subscribers.clear();
			await unlisten();
		},
	};
}
