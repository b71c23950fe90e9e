import { createServer, type Server } from "node:http";
import { toNodeHandler } from "../../adapters/node.ts";
import type { ImageHandler } from "../../handler/image-handler.ts";

/** A server that listens. */
export type HttpServer = {
	readonly url: string;
	/** Resolves when it has ended, after a signal. */
	readonly ended: Promise<void>;
};

/**
 * Starts a web server for images.
 *
 * @param options.port 0 for any that is free
 * @param options.signal ends the server; open connections are closed
 *
 * @throws {Error} the system's, such as `EADDRINUSE`
 *
 * @example
 * const server = await startHttpServer({ images, host: "127.0.0.1", port: 3000, signal });
 * await server.ended;
 */
export async function startHttpServer(options: {
	readonly images: Pick<ImageHandler, "handle" | "respond">;
	readonly host: string;
	readonly port: number;
	readonly signal: AbortSignal;
}): Promise<HttpServer> {
	const { images, host, port, signal } = options;
	const server = createServer(toNodeHandler(images));
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, host, resolve);
	});
	const ended = new Promise<void>((resolve) => {
		const end = (): void => {
			server.close(() => resolve());
			server.closeAllConnections();
		};
		if (signal.aborted) end();
		else signal.addEventListener("abort", end, { once: true });
	});
	return { url: `http://${host.includes(":") ? `[${host}]` : host}:${portOf(server)}`, ended };
}

function portOf(server: Server): number {
	const address = server.address();
	return typeof address === "object" && address !== null ? address.port : 0;
}
