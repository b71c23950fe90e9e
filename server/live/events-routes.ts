import type { PhotoEvent, PhotoEvents } from "@widthwise/worker/catalogue";
import { Elysia } from "elysia";
import { WidthwiseError } from "widthwise";
import { errorResponse } from "../http/error-response.ts";
import type { OwnerGate } from "../sign-in/gate.ts";

/** Shorter than any proxy's patience with a silent connection, in milliseconds. */
const HEARTBEAT_MS = 15_000;

/**
 * Streams that strangers may hold at once, all together: no page of ours opens one for them, and each
 * costs a connection and a little of every event.
 */
const MAX_FOR_STRANGERS = 100;

/** `GET /api/events`: a photo's status as it changes, as server-sent events. */
export function eventsRoutes(parts: {
	readonly events: Pick<PhotoEvents, "subscribe">;
	readonly gate: Pick<OwnerGate, "isOwner">;
	/** Aborted when the server stops: ends the streams, which would never end by themselves. */
	readonly closing: AbortSignal;
}): Elysia {
	const { events, gate, closing } = parts;
	const app = new Elysia();
	let strangers = 0;
	app.get(
		"/api/events",
		({ request }) => {
			const isOwner = gate.isOwner(request);
			if (!isOwner && strangers >= MAX_FOR_STRANGERS) return tooMany();
			const isShown = ({ status, step, wasPublished }: PhotoEvent): boolean =>
				step !== "cleared" &&
				// Visitors hear of nothing that was never public, nor does an owner who has signed out.
				(status === "published" ||
					(status === "removed" && wasPublished) ||
					(isOwner && gate.isOwner(request)));
			const stream = eventStream(closing, (send, end) => {
				if (!isOwner) strangers++;
				const unsubscribe = events.subscribe((event) => {
					if (isShown(event)) send(written(event));
					// After a gap: whoever listens comes back by itself, and looks again as after any lost connection.
				}, end);
				return () => {
					if (!isOwner) strangers--;
					unsubscribe();
				};
			});
			return new Response(stream, {
				headers: {
					"Content-Type": "text/event-stream",
					"Cache-Control": "no-store",
					// Some proxies hold streams back unless told not to.
					"X-Accel-Buffering": "no",
				},
			});
		},
		{ detail: { summary: "Status changes, as server-sent events", tags: ["photos"] } },
	);
	return app;
}

/** Answered, not thrown: strangers are not to fill the server's log. */
function tooMany(): Response {
	const message = `Only ${MAX_FOR_STRANGERS} listen at a time without signing in: try again later`;
	return errorResponse(new WidthwiseError("busy", message));
}

/** A change of its status, or what is being done meanwhile. */
function written({ id, status, step }: PhotoEvent): string {
	return step === null
		? `event: photo\ndata: ${JSON.stringify({ id, status })}\n\n`
		: `event: step\ndata: ${JSON.stringify({ id, step })}\n\n`;
}

/** A stream fed by a subscription, which ends when its reader leaves or the server stops. */
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
