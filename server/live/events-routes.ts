import type { PhotoEvent, PhotoEvents } from "@widthwise/worker/catalogue";
import { Elysia } from "elysia";
import { WidthwiseError } from "widthwise";
import { errorResponse } from "../http/error-response.ts";
import type { Metrics } from "../observe/metrics.ts";
import type { OwnerGate } from "../sign-in/gate.ts";

/** Milliseconds; shorter than the time after which proxies close idle connections. */
const HEARTBEAT_MS = 15_000;

/**
 * Streams that visitors may have open at the same time, all together. Our pages open none for
 * visitors, and each stream costs a connection and some work for every event.
 */
const MAX_VISITOR_STREAMS = 100;

/** Serves `GET /api/events`: changes of photos' status, as server-sent events. */
export function eventsRoutes(parts: {
	readonly events: Pick<PhotoEvents, "subscribe">;
	readonly gate: Pick<OwnerGate, "isOwner">;
	readonly metrics: Pick<Metrics, "addGauge">;
	/** Is aborted when the server stops, and ends the streams, which never end by themselves. */
	readonly closing: AbortSignal;
}): Elysia {
	const { events, gate, closing } = parts;
	const app = new Elysia();
	let visitorStreams = 0;
	let ownerStreams = 0;
	parts.metrics.addGauge({
		name: "widthwise_event_streams",
		help: `Open event streams; at most ${MAX_VISITOR_STREAMS} of visitors`,
		label: "listener",
		read: () => ({ visitor: visitorStreams, owner: ownerStreams }),
	});
	app.get(
		"/api/events",
		({ request }) => {
			const isOwner = gate.isOwner(request);
			if (!isOwner && visitorStreams >= MAX_VISITOR_STREAMS) return tooMany();
			const isVisible = ({ status, step, wasPublished }: PhotoEvent): boolean =>
				step !== "cleared" &&
				step !== "replaced" &&
				// Visitors, and owners who have signed out, see only what is or was public.
				(status === "published" ||
					(status === "removed" && wasPublished) ||
					(isOwner && gate.isOwner(request)));
			const stream = eventStream(closing, (send, end) => {
				if (isOwner) ownerStreams++;
				else visitorStreams++;
				const unsubscribe = events.subscribe((event) => {
					if (isVisible(event)) send(formatEvent(event));
					// After a gap in the events: clients reconnect by themselves and refresh what they show.
				}, end);
				return () => {
					if (isOwner) ownerStreams--;
					else visitorStreams--;
					unsubscribe();
				};
			});
			return new Response(stream, {
				headers: {
					"Content-Type": "text/event-stream",
					"Cache-Control": "no-store",
					// nginx buffers streams without this.
					"X-Accel-Buffering": "no",
				},
			});
		},
		{ detail: { summary: "Follow status changes, as server-sent events", tags: ["photos"] } },
	);
	return app;
}

/** Returned, not thrown, so that visitors cannot fill the server's log. */
function tooMany(): Response {
	const message = `At most ${MAX_VISITOR_STREAMS} event streams can be open without signing in: try again later`;
	return errorResponse(new WidthwiseError("busy", message));
}

/** Formats a change of status, or a step of publishing. */
function formatEvent({ id, status, step }: PhotoEvent): string {
	return step === null
		? `event: photo\ndata: ${JSON.stringify({ id, status })}\n\n`
		: `event: step\ndata: ${JSON.stringify({ id, step })}\n\n`;
}

/**
 * Makes a stream of a subscription's events, which ends when the client leaves or the server stops.
 */
function eventStream(
	closing: AbortSignal,
	subscribe: (send: (text: string) => void, end: () => void) => () => void,
): ReadableStream {
	const encoder = new TextEncoder();
	let leave = (): void => {};
	return new ReadableStream<Uint8Array>({
		start(controller) {
			const send = (text: string): void => controller.enqueue(encoder.encode(text));
			send(": connected\n\n");
			const end = (): void => {
				leave();
				controller.close();
			};
			const unsubscribe = subscribe(send, end);
			const heartbeat = setInterval(() => send(": still here\n\n"), HEARTBEAT_MS);
			closing.addEventListener("abort", end);
			leave = () => {
				clearInterval(heartbeat);
				unsubscribe();
				closing.removeEventListener("abort", end);
			};
		},
		cancel: () => leave(),
	});
}
