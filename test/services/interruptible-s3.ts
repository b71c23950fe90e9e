import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { closeTogether } from "./close-together.ts";
import { type S3Server, s3At } from "./s3.ts";
import { sharedS3 } from "./shared.ts";

/** The shared S3 server at an address of one suite, which can make it unreachable for itself alone. */
export type InterruptibleS3 = S3Server & {
	/** Closes all connections, and refuses new ones. */
	stop(): Promise<void>;
	/** Accepts connections again, at the same address. */
	start(): Promise<void>;
	/** Ends it; the shared server stays. */
	remove(): Promise<void>;
};

/** Starts a TCP proxy in front of the shared S3 server: a server of its own would take seconds to start. */
export async function startInterruptibleS3(): Promise<InterruptibleS3> {
	const target = new URL((await sharedS3()).url);
	const sockets = new Set<Socket>();
	const proxy = createServer((client) => {
		const upstream = connect(Number(target.port), target.hostname);
		closeTogether(client, upstream, sockets);
		client.pipe(upstream).pipe(client);
	});
	const listen = (port: number) => once(proxy.listen(port, "127.0.0.1"), "listening");
	await listen(0);
	const address = proxy.address();
	const port = typeof address === "object" && address !== null ? address.port : 0;
	async function stop(): Promise<void> {
		if (!proxy.listening) return;
		const closed = once(proxy, "close");
		proxy.close();
		for (const socket of sockets) socket.destroy();
		await closed;
	}
	return {
		...s3At(`http://127.0.0.1:${port}`),
		stop,
		async start() {
			await listen(port);
		},
		remove: stop,
	};
}
