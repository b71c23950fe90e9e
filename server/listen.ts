import { cannotListen } from "@widthwise/worker/programs";
import type { Elysia } from "elysia";
import { within } from "widthwise/internal";

/** An app that listens. */
export type Listening = {
	/** The URL on this machine: `http://localhost:3000`. */
	readonly url: string;
	/** Finishes the open requests; aborts those that take too long, such as a stalled upload. */
	stop(): Promise<void>;
};

/**
 * Milliseconds that open requests have to end when the server stops: Docker kills a container after
 * 10 seconds.
 */
const REQUEST_GRACE_MS = 7000;

/**
 * Starts to listen.
 *
 * @param port 0: any free port
 * @throws {WidthwiseError} `in-use` or `misconfigured` if the app cannot listen there
 *
 * @example
 * const { url, stop } = listen(app, "0.0.0.0", 3000);
 */
export function listen(app: Elysia, host: string, port: number): Listening {
	try {
		app.listen({ port, hostname: host });
	} catch (cause) {
		throw cannotListen(`${localHost(host)}, port ${port}`, "HOST and PORT", cause);
	}
	const { server } = app;
	return {
		url: `http://${localHost(host)}:${server?.port ?? port}`,
		async stop() {
			const stopped = app.stop().then(() => true);
			const isDone = await within(REQUEST_GRACE_MS, stopped, () => false);
			if (!isDone) await server?.stop(true);
		},
	};
}

function localHost(host: string): string {
	if (host === "0.0.0.0" || host === "::") return "localhost";
	return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
}
