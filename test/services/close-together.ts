import type { Socket } from "node:net";

/** Closes both connections of a proxy as soon as one closes; `open` has them until then. */
export function closeTogether(client: Socket, upstream: Socket, open: Set<Socket>): void {
	for (const socket of [client, upstream]) {
		open.add(socket);
		socket.on("error", () => {});
		socket.on("close", () => {
			open.delete(socket);
			client.destroy();
			upstream.destroy();
		});
	}
}
