import { connect, type Socket } from "node:net";
import type { Scenario } from "./scenario.ts";
import { createTally } from "./tally.ts";

const DRIP_MS = 2000;
const HUGE_HEADER_BYTES = 1 << 20;

/** Headers and bodies that stop, that drip, that are huge, and connections that say nothing. */
export const stalled: Scenario = {
	name: "stalled, dripped and huge requests",
	async run({ server, images, size }) {
		const { hostname, port } = new URL(server.url);
		const open = (text: string, drip: string): Socket => {
			const socket = connect(Number(port), hostname);
			// The server may end it, which is what it should do.
			socket.on("error", () => {});
			socket.write(text);
			const timer = setInterval(() => socket.writable && socket.write(drip), DRIP_MS);
			socket.on("close", () => clearInterval(timer));
			return socket;
		};
		const head = `GET ${images[0]} HTTP/1.1\r\nHost: ${hostname}\r\n`;
		const post = `POST /api/needs HTTP/1.1\r\nHost: ${hostname}\r\nOrigin: ${server.url}\r\n`;
		const huge = `${head}X-Huge: ${"x".repeat(HUGE_HEADER_BYTES)}`;
		const kinds: readonly (readonly [text: string, drip: string])[] = [
			["", ""],
			[head, ""],
			[head, "X"],
			[`${post}Content-Length: 3000\r\n\r\n{`, ""],
			[`${post}Content-Length: 3000\r\n\r\n{`, " "],
			[huge, ""],
		];
		const sockets = kinds.flatMap(([text, drip]) =>
			Array.from({ length: size.connections }, () => open(text, drip)),
		);
		await Bun.sleep(size.stallMs);
		// Whoever comes meanwhile gets an answer.
		const tally = createTally();
		await tally.send(`${server.url}${images[0]}?width=640&format=webp`);
		const closed = sockets.filter((socket) => socket.closed || socket.readableEnded).length;
		for (const socket of sockets) socket.destroy();
		return tally.outcome({
			notes: [`the server had ended ${closed} of ${sockets.length} connections`],
		});
	},
};
