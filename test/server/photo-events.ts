import { within } from "../patience.ts";
import type { RunningServer } from "../running-server.ts";
import { OWNER, type PhotoAnswer, photo } from "./client.ts";

/** One server-sent event about a photo. */
export type PhotoEvent = { readonly id: string; readonly status: string };

/** An open event stream. */
export type EventStream = Disposable & {
	/** Everything heard up to now. */
	readonly heard: readonly PhotoEvent[];
	/** Resolves with the first event, heard already or still to come, that fits. */
	first(fits: (event: PhotoEvent) => boolean): Promise<PhotoEvent>;
	close(): void;
};

/** Opens `/api/events`; resolves when the server has begun to answer. */
export async function openEvents(
	server: RunningServer,
	headers: Readonly<Record<string, string>> = OWNER,
): Promise<EventStream> {
	const controller = new AbortController();
	const { signal } = controller;
	const response = await fetch(`${server.url}/api/events`, { headers, signal });
	const heard: PhotoEvent[] = [];
	const waiting = new Set<(event: PhotoEvent) => void>();
	const lines = linesOf(response);
	// The first line is the server's greeting: from here on nothing is missed.
	await within("the events' first line", lines.next());
	void (async () => {
		let isPhoto = false;
		for await (const line of lines) {
			if (line.startsWith("event: ")) isPhoto = line === "event: photo";
			if (!isPhoto || !line.startsWith("data: ")) continue;
			const event: PhotoEvent = JSON.parse(line.slice(6));
			heard.push(event);
			for (const look of waiting) look(event);
		}
	})().catch(() => {});
	const close = (): void => controller.abort();
	const first: EventStream["first"] = (fits) =>
		new Promise((resolve) => {
			const look = (event: PhotoEvent): void => {
				if (!fits(event)) return;
				waiting.delete(look);
				resolve(event);
			};
			waiting.add(look);
			heard.forEach(look);
		});
	return {
		heard,
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

const isOver = ({ status }: { readonly status: string }): boolean =>
	status === "published" || status === "failed";

/** Waits until photos are published or have failed, by their events; resolves to them in that order. */
export async function settled(
	server: RunningServer,
	ids: readonly string[],
): Promise<readonly PhotoAnswer[]> {
	using events = await openEvents(server);
	const wanted = new Set(ids);
	const photos = new Map<string, PhotoAnswer>();
	const look = async (id: string): Promise<void> => {
		const current = await photo(server, id);
		if (current && isOver(current)) photos.set(id, current);
	};
	await Promise.all([...wanted].map(look));
	const known = new Set<PhotoEvent>();
	// One event after the other: there is patience for each, however many photos there are.
	while (photos.size < wanted.size) {
		const event = await events.first(
			(event) => !known.has(event) && wanted.has(event.id) && isOver(event),
		);
		known.add(event);
		await look(event.id);
	}
	return ids.flatMap((id) => photos.get(id) ?? []);
}
