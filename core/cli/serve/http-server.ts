import { createServer, type Server } from "node:http";
import { toNodeHandler } from "../../adapters/node.ts";
import { createPending } from "../../async/pending.ts";
import { within } from "../../async/within.ts";
import type { ImageHandler } from "../../handler/image-handler.ts";

/** A server that listens. */
export type HttpServer = {
	readonly url: string;
	/** Resolves when it has ended, after a signal. */
	readonly ended: Promise<void>;
};

/** Milliseconds after which a response that a visitor reads slowly is cut off. */
const GRACE_MS = 5000;

/**
 * Starts a web server for images. When it ends, it finishes the images that are being cut, and closes the
 * handler.
 *
 * @param options.port 0 for any that is free
 * @param options.signal ends the server
 *
 * @throws {Error} the system's, such as `EADDRINUSE`
 *
 * @example
 * const server = await startHttpServer({ images, host: "127.0.0.1", port: 3000, signal });
 * await server.ended;
 */
export async function startHttpServer(options: {
	readonly images: Pick<ImageHandler, "handle" | "respond" | "close">;
	readonly host: string;
	readonly port: number;
	readonly signal: AbortSignal;
}): Promise<HttpServer> {
	const { images, host, port, signal } = options;
	const server = createServer(toNodeHandler(images));
	const responses = createPending();
	server.on("request", (_, response) => {
		responses.add(new Promise((resolve) => response.once("close", resolve)));
	});
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, host, resolve);
	});

	async function stop(): Promise<void> {
		const closed = new Promise((resolve) => server.close(resolve));
		await images.close();
		await within(GRACE_MS, responses.settled(), () => {});
		server.closeAllConnections();
		await closed;
	}

	const ended = new Promise<void>((resolve, reject) => {
		const end = (): void => void stop().then(resolve, reject);
		if (signal.aborted) end();
		else signal.addEventListener("abort", end, { once: true });
	});
	return { url: `http://${host.includes(":") ? `[${host}]` : host}:${portOf(server)}`, ended };
}

function portOf(server: Server): number {
	const address = server.address();
	return typeof address === "object" && address !== null ? address.port : 0;
}
