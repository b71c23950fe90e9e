import { connect, createServer, type Socket } from "node:net";
import type { RunningServer } from "../running-server.ts";

/** A line to the server that can be held and cut, and counts what it carries. */
export type Line = {
	/** The server, as it is reached over the line. */
	readonly server: RunningServer;
	/** Bytes that reached the server up to now. */
	carried(): number;
	/** Holds the connection on which the last of so many more bytes comes; resolves when that is so. */
	holdAfter(bytes: number): Promise<void>;
	/** Cuts all connections; new ones are refused until it is mended. */
	cut(): void;
	mend(): void;
	close(): Promise<void>;
};

/** Lays a line to a server. */
export async function layLine(server: RunningServer): Promise<Line> {
	const target = new URL(server.url);
	const sockets = new Set<Socket>();
	let carried = 0;
	let room = Number.POSITIVE_INFINITY;
	let isCut = false;
	let onHeld = (): void => {};

	function carry(from: Socket, to: Socket): void {
		from.on("data", (chunk: Buffer) => {
			const part = chunk.subarray(0, Math.max(0, room));
			room -= part.length;
			carried += part.length;
			if (part.length > 0) to.write(part);
			if (room > 0) return;
			// This connection is held for good, the others are free; what stands before the gate is lost.
			from.removeAllListeners("data").pause();
			room = Number.POSITIVE_INFINITY;
			onHeld();
		});
	}

	const proxy = createServer((near) => {
		if (isCut) {
			near.destroy();
			return;
		}
		const far = connect(Number(target.port), target.hostname);
		for (const socket of [near, far]) {
			sockets.add(socket);
			socket.on("error", () => {});
			socket.on("close", () => {
				sockets.delete(socket);
				near.destroy();
				far.destroy();
			});
		}
		carry(near, far);
		far.pipe(near);
	});
	await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
	const address = proxy.address();
	const port = typeof address === "object" ? address?.port : 0;
	return {
		server: { ...server, url: `http://127.0.0.1:${port}` },
		carried: () => carried,
		holdAfter(bytes) {
			room = bytes;
			return new Promise((resolve) => {
				onHeld = resolve;
			});
		},
		cut() {
			isCut = true;
			for (const socket of sockets) socket.destroy();
		},
		mend() {
			isCut = false;
		},
		close() {
			for (const socket of sockets) socket.destroy();
			return new Promise((resolve) => proxy.close(() => resolve()));
		},
	};
}
