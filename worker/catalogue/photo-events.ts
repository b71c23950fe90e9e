import type { Database } from "../database/database.ts";
import { PHOTO_CHANNEL } from "./notify.ts";
import type { PhotoEvent } from "./photo.ts";

/** The changes of all photos' statuses, whichever process makes them. */
export type PhotoEvents = {
	/**
	 * Calls the handler with every change from now on; the answer ends that and is safe to repeat. After
	 * `onGap` changes may have been missed: look again at whatever you remember.
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
 * Listens once and shares what it hears among all subscribers; one that throws disturbs no other.
 *
 * @example
 * const events = await createPhotoEvents(database, console.error);
 * const unsubscribe = events.subscribe(({ id, status }) => console.log(id, status), lookAgain);
 */
export async function createPhotoEvents(
	database: Pick<Database, "listen">,
	onError: (error: unknown) => void,
): Promise<PhotoEvents> {
	// Objects, so that who subscribes twice is called twice and leaves once at a time.
	const subscribers = new Set<Subscriber>();
	const notifyAll = (tell: (subscriber: Subscriber) => void): void => {
		for (const subscriber of subscribers) {
			try {
				tell(subscriber);
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
