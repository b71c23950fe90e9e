import type { Elysia } from "elysia";
import { WidthwiseError } from "widthwise";
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
 * @throws {WidthwiseError} `in-use` if the app cannot listen there
 *
 * @example
 * const { url, stop } = listen(app, "0.0.0.0", 3000);
 */
export function listen(app: Elysia, host: string, port: number): Listening {
	try {
		app.listen({ port, hostname: host });
	} catch (cause) {
		throw cannotListen(host, port, cause);
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

/** Names the cause: Bun says the code of the system's error, or only that it failed. */
function cannotListen(host: string, port: number, cause: unknown): WidthwiseError {
	const at = `Cannot listen on ${localHost(host)}, port ${port}`;
	const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
	if (code === "EACCES" || code === "EPERM") {
		const fix = "ports below 1024 need a privilege: set PORT to a higher one, or use a proxy";
		return new WidthwiseError("misconfigured", `${at}: ${fix}`, { cause });
	}
	if (code === "EADDRINUSE") {
		const fix = "stop the program that uses it, or set HOST and PORT";
		return new WidthwiseError("in-use", `${at}: ${fix}`, { cause });
	}
	const fix = "HOST must be an address of this machine, and PORT a free port";
	return new WidthwiseError("misconfigured", `${at}: ${fix}`, { cause });
}

function localHost(host: string): string {
	if (host === "0.0.0.0" || host === "::") return "localhost";
	return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
}
