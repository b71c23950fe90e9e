import { connect, createServer, type Socket } from "node:net";
import type { RunningServer } from "../running-server.ts";
import { closeTogether } from "../services/close-together.ts";

/** A TCP proxy in front of a server that can hold and cut connections, and counts bytes. */
export type ConnectionProxy = {
	/** The server, with the proxy's URL. */
	readonly server: RunningServer;
	/** Bytes that were sent to the server so far. */
	bytesSent(): number;
	/**
	 * Holds the connection that sends the last of this many further bytes; resolves when it is held.
	 */
	holdAfter(bytes: number): Promise<void>;
	/** Closes all connections and refuses new ones until `restore` is called. */
	cut(): void;
	restore(): void;
	close(): Promise<void>;
};

/** Starts a proxy in front of a server. */
export async function startConnectionProxy(server: RunningServer): Promise<ConnectionProxy> {
	const target = new URL(server.url);
	const sockets = new Set<Socket>();
	let sent = 0;
	let allowance = Number.POSITIVE_INFINITY;
	let isCut = false;
	let onHeld = (): void => {};

	function forward(from: Socket, to: Socket): void {
		from.on("data", (chunk: Buffer) => {
			const part = chunk.subarray(0, Math.max(0, allowance));
			allowance -= part.length;
			sent += part.length;
			if (part.length > 0) to.write(part);
			if (allowance > 0) return;
			// This connection is held for good and its further bytes are lost; others are not affected.
			from.removeAllListeners("data").pause();
			allowance = Number.POSITIVE_INFINITY;
			onHeld();
		});
	}

	const proxy = createServer((client) => {
		if (isCut) {
			client.destroy();
			return;
		}
		const upstream = connect(Number(target.port), target.hostname);
		closeTogether(client, upstream, sockets);
		forward(client, upstream);
		upstream.pipe(client);
	});
	await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
	const address = proxy.address();
	const port = typeof address === "object" ? address?.port : 0;
	return {
		server: { ...server, url: `http://127.0.0.1:${port}` },
		bytesSent: () => sent,
		holdAfter(bytes) {
			allowance = bytes;
			return new Promise((resolve) => {
				onHeld = resolve;
			});
		},
		cut() {
			isCut = true;
			for (const socket of sockets) socket.destroy();
		},
		restore() {
			isCut = false;
		},
		close() {
			for (const socket of sockets) socket.destroy();
			return new Promise((resolve) => proxy.close(() => resolve()));
		},
	};
}
