import { within } from "widthwise/internal";
import { linesOf } from "../harness/line-process.ts";
import { TOKEN } from "../harness/processes.ts";

/** A photo's status, and when its event arrived, in milliseconds of `performance.now()`. */
export type PhotoEvent = { readonly id: string; readonly status: string; readonly at: number };

/** The server's events about photos. */
export type PhotoEvents = {
	/** All events so far, in order. */
	readonly received: readonly PhotoEvent[];
	/** Returns the number of published photos. */
	published(): number;
	/** Resolves when this many photos are published; rejects if one fails, or if events stop. */
	untilPublished(count: number): Promise<void>;
	close(): void;
};

/** The longest wait for an event, longer than any photo takes. */
const PATIENCE_MS = 120_000;

/**
 * Subscribes to `GET /api/events` as the owner.
 *
 * @example
 * const events = await listen(server.url);
 * await events.untilPublished(40);
 */
export async function listen(site: string): Promise<PhotoEvents> {
	const closing = new AbortController();
	const response = await fetch(`${site}/api/events`, {
		headers: { Authorization: `Bearer ${TOKEN}` },
		signal: closing.signal,
	});
	if (!response.ok || !response.body) throw new Error(`${site} sends no events`);
	const received: PhotoEvent[] = [];
	let wake = (): void => {};
	let hasEnded = false;
	const published = (): number => received.filter(({ status }) => status === "published").length;
	const reading = read(response.body, (event) => {
		received.push(event);
		wake();
	});
	void reading
		.catch(() => {})
		.then(() => {
			hasEnded = true;
			wake();
		});
	return {
		received,
		published,
		async untilPublished(count) {
			while (published() < count) {
				if (received.some(({ status }) => status === "failed")) throw new Error("A photo failed");
				if (hasEnded) throw new Error("The server ended its events");
				const { promise, resolve } = Promise.withResolvers<void>();
				wake = resolve;
				await within(PATIENCE_MS, promise, () => {
					throw new Error("Publishing has stopped");
				});
			}
		},
		close: () => closing.abort(),
	};
}

async function read(
	body: ReadableStream<Uint8Array>,
	onEvent: (event: PhotoEvent) => void,
): Promise<void> {
	for await (const line of linesOf(body)) {
		const [, data] = /^data: (.*)$/.exec(line) ?? [];
		if (data !== undefined) onEvent({ ...JSON.parse(data), at: performance.now() });
	}
}
