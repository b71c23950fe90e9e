import type { Elysia } from "elysia";
import { WidthwiseError } from "widthwise";
import { within } from "widthwise/internal";

/** An app that listens. */
export type Listening = {
	/** Where this machine reaches it: `http://localhost:3000`. */
	readonly url: string;
	/** Answers what is under way; what does not end in time, such as a stalled upload, is cut off. */
	stop(): Promise<void>;
};

/**
 * How long a request that is under way may take when the server stops, in milliseconds: Docker kills
 * what has not ended after 10 seconds.
 */
const REQUEST_GRACE_MS = 7000;

/**
 * Lets an app listen.
 *
 * @param port 0: any free one
 * @throws {WidthwiseError} `in-use` if it cannot
 *
 * @example
 * const { url, stop } = listen(app, "0.0.0.0", 3000);
 */
export function listen(app: Elysia, host: string, port: number): Listening {
	try {
		app.listen({ port, hostname: host });
	} catch (cause) {
		throw new WidthwiseError(
			"in-use",
			`Cannot listen on ${host}, port ${port}: stop the program that does, or set HOST and PORT`,
			{ cause },
		);
	}
	const { server } = app;
	return {
		url: `http://${reachable(host)}:${server?.port ?? port}`,
		async stop() {
			const stopped = app.stop().then(() => true);
			const isDone = await within(REQUEST_GRACE_MS, stopped, () => false);
			if (!isDone) await server?.stop(true);
		},
	};
}

function reachable(host: string): string {
	if (host === "0.0.0.0" || host === "::") return "localhost";
	return host.includes(":") ? `[${host}]` : host;
}
