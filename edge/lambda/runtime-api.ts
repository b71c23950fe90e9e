import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

/** How an invocation ended. */
export type Outcome =
	| { readonly ok: true; readonly value: unknown }
	| { readonly ok: false; readonly error: LambdaError };

/** An error as the function's runtime describes it. */
export type LambdaError = { readonly errorType: string; readonly errorMessage: string };

/** The Runtime API of one execution environment: sends its process one event at a time. */
export type RuntimeApi = {
	/** `host:port` */
	readonly address: string;
	/** Resolves when the function requests its first event, or has failed to load. */
	readonly ready: Promise<Outcome>;
	/** Sends an event; the process has until `deadlineMs` (milliseconds since 1970). */
	invoke(event: unknown, deadlineMs: number): Promise<Outcome>;
	close(): void;
};

type Invocation = {
	readonly id: string;
	readonly event: unknown;
	readonly deadlineMs: number;
	readonly settle: (outcome: Outcome) => void;
};

/**
 * Starts the Runtime API on a free port of 127.0.0.1.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 *
 * @example
 * const api = await startRuntimeApi();
 * const outcome = await api.invoke(event, Date.now() + 30_000);
 */
export async function startRuntimeApi(): Promise<RuntimeApi> {
	const ready = Promise.withResolvers<Outcome>();
	const waiting: Invocation[] = [];
	let current: Invocation | undefined;
	let idle: ServerResponse | undefined;

	function dispatch(): void {
		const invocation = idle && waiting.shift();
		if (!idle || !invocation) return;
		current = invocation;
		idle.writeHead(200, {
			"content-type": "application/json",
			"lambda-runtime-aws-request-id": invocation.id,
			"lambda-runtime-deadline-ms": String(invocation.deadlineMs),
		});
		idle.end(JSON.stringify(invocation.event));
		idle = undefined;
	}

	async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const path = request.url?.replace("/2018-06-01/runtime", "");
		if (path === "/invocation/next") {
			ready.resolve({ ok: true, value: null });
			idle = response;
			return dispatch();
		}
		const body: unknown = JSON.parse(await text(request));
		response.writeHead(202).end();
		if (path === "/init/error") return ready.resolve({ ok: false, error: readError(body) });
		const isResponse = path === `/invocation/${current?.id}/response`;
		current?.settle(isResponse ? { ok: true, value: body } : { ok: false, error: readError(body) });
		current = undefined;
	}

	const server = createServer((request, response) => {
		receive(request, response).catch(() => response.destroy());
	});
	await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
	const address = server.address();
	if (address === null || typeof address === "string") {
		throw new Error("The Runtime API has no port");
	}
	return {
		address: `127.0.0.1:${address.port}`,
		ready: ready.promise,
		invoke: (event, deadlineMs) =>
			new Promise((settle) => {
				waiting.push({ id: crypto.randomUUID(), event, deadlineMs, settle });
				dispatch();
			}),
		close() {
			server.close();
			server.closeAllConnections();
		},
	};
}

function readError(body: unknown): LambdaError {
	const read = (name: string): string => {
		const value: unknown =
			typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
		return typeof value === "string" ? value : "unknown";
	};
	return { errorType: read("errorType"), errorMessage: read("errorMessage") };
}
