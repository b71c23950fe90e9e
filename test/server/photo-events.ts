import { within } from "../patience.ts";
import type { RunningServer } from "../running-server.ts";
import { OWNER, type PhotoAnswer, photo } from "./client.ts";

/** One server-sent event about a photo. */
export type PhotoEvent = { readonly id: string; readonly status: string };

/** An open event stream. */
export type EventStream = Disposable & {
	/** All events received up to now. */
	readonly received: readonly PhotoEvent[];
	/** Resolves to the first event, past or future, that fits. */
	first(fits: (event: PhotoEvent) => boolean): Promise<PhotoEvent>;
	close(): void;
};

/** Opens `/api/events`; resolves when the server has subscribed to events. */
export async function openEvents(
	server: RunningServer,
	headers: Readonly<Record<string, string>> = OWNER,
): Promise<EventStream> {
	const controller = new AbortController();
	const { signal } = controller;
	const response = await fetch(`${server.url}/api/events`, { headers, signal });
	const received: PhotoEvent[] = [];
	const waiting = new Set<(event: PhotoEvent) => void>();
	const lines = linesOf(response);
	// The server sends a first line when it has subscribed: no later event is missed.
	await within("the events' first line", lines.next());
	void (async () => {
		let isPhoto = false;
		for await (const line of lines) {
			if (line.startsWith("event: ")) isPhoto = line === "event: photo";
			if (!isPhoto || !line.startsWith("data: ")) continue;
			const event: PhotoEvent = JSON.parse(line.slice(6));
			received.push(event);
			for (const check of waiting) check(event);
		}
	})().catch(() => {});
	const close = (): void => controller.abort();
	const first: EventStream["first"] = (fits) =>
		new Promise((resolve) => {
			const check = (event: PhotoEvent): void => {
				if (!fits(event)) return;
				waiting.delete(check);
				resolve(event);
			};
			waiting.add(check);
			received.forEach(check);
		});
	return {
		received,
		first: (fits) => within(`an event about a photo that fits ${fits}`, first(fits)),
		close,
		[Symbol.dispose]: close,
	};
}

async function* linesOf(response: Response): AsyncGenerator<string, void> {
	let text = "";
	const decoder = new TextDecoder();
	for await (const chunk of response.body ?? []) {
		const lines = (text + decoder.decode(chunk, { stream: true })).split("\n");
		text = lines.pop() ?? "";
		yield* lines;
	}
}

const isSettled = ({ status }: { readonly status: string }): boolean =>
	status === "published" || status === "failed";

/**
 * Waits for events until photos are published or failed; resolves to the photos in the order of
 * `ids`.
 */
export async function settled(
	server: RunningServer,
	ids: readonly string[],
): Promise<readonly PhotoAnswer[]> {
	using events = await openEvents(server);
	const pending = new Set(ids);
	const photos = new Map<string, PhotoAnswer>();
	const refresh = async (id: string): Promise<void> => {
		const current = await photo(server, id);
		if (current && isSettled(current)) photos.set(id, current);
	};
	await Promise.all([...pending].map(refresh));
	const seen = new Set<PhotoEvent>();
	// The time limit is for each event, so that it does not depend on the number of photos.
	while (photos.size < pending.size) {
		const event = await events.first(
			(event) => !seen.has(event) && pending.has(event.id) && isSettled(event),
		);
		seen.add(event);
		await refresh(event.id);
	}
	return ids.flatMap((id) => photos.get(id) ?? []);
}
