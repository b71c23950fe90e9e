import type { PhotoEvent } from "@widthwise/worker/catalogue/photo.ts";
import { Elysia } from "elysia";
import type { Services } from "../services.ts";

/** Shorter than any proxy's patience with a silent connection, in milliseconds. */
const HEARTBEAT_MS = 15_000;

/** `GET /api/events`: a photo's status as it changes, as server-sent events. */
export function eventRoutes({ gate, pipeline, closing }: Services): Elysia {
	const app = new Elysia();
	app.get(
		"/api/events",
		({ request }) => {
			const isOwner = gate.isOwner(request);
			const isShown = ({ status }: PhotoEvent): boolean =>
				isOwner || status === "published" || status === "removed";
			const stream = eventStream(closing, (send) =>
				pipeline.events.subscribe((event) => {
					if (isShown(event)) send(`event: photo\ndata: ${JSON.stringify(event)}\n\n`);
				}),
			);
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

/** A stream fed by a subscription, which ends when its reader leaves or the server stops. */
function eventStream(
	closing: AbortSignal,
	subscribe: (send: (text: string) => void) => () => void,
): ReadableStream {
	const encoder = new TextEncoder();
	let end = (): void => {};
	return new ReadableStream<Uint8Array>({
		start(controller) {
			const send = (text: string): void => controller.enqueue(encoder.encode(text));
			send(": connected\n\n");
			const unsubscribe = subscribe(send);
			const heartbeat = setInterval(() => send(": still here\n\n"), HEARTBEAT_MS);
			const close = (): void => {
				end();
				controller.close();
			};
			closing.addEventListener("abort", close);
			end = () => {
				clearInterval(heartbeat);
				unsubscribe();
				closing.removeEventListener("abort", close);
			};
		},
		cancel: () => end(),
	});
}
