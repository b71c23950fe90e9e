import { connect } from "node:net";
import { join } from "../containers/bytes.ts";
import { within } from "../patience.ts";
import { type RunningServer, TOKEN } from "../running-server.ts";
import type { NamedFile } from "./client.ts";

const BOUNDARY = "test-boundary-7d1f";

/** A connection on which bytes are sent as they are. */
export type RawConnection = Disposable & {
	send(bytes: Uint8Array | string): void;
	/** Resolves with everything received since the last look, once it fits or the server hung up. */
	received(fits: RegExp): Promise<string>;
	/** Hangs up without a word. */
	destroy(): void;
};

/** Opens a connection to the server. */
export async function openConnection(server: RunningServer): Promise<RawConnection> {
	const { hostname, port } = new URL(server.url);
	let text = "";
	let isOver = false;
	let look = (): void => {};
	const socket = connect(Number(port), hostname);
	socket.on("data", (chunk) => {
		text += chunk.toString("latin1");
		look();
	});
	socket.on("error", () => {});
	socket.on("close", () => {
		isOver = true;
		look();
	});
	const destroy = (): void => void socket.destroy();
	await within(
		"a connection to the server",
		new Promise<void>((resolve) => socket.on("connect", resolve)),
	);
	return {
		send: (bytes) => void socket.write(bytes),
		destroy,
		[Symbol.dispose]: destroy,
		received: (fits) =>
			within(
				`an answer like ${fits}`,
				new Promise((done) => {
					look = () => {
						if (!fits.test(text) && !isOver) return;
						look = () => {};
						done(text);
						text = "";
					};
					look();
				}),
			),
	};
}

/** The bytes of a form up to and without its end. */
export function openForm(...files: readonly NamedFile[]): Uint8Array {
	return join(...files.map(([name, bytes]) => join(partHead(name), bytes, "\r\n")));
}

/** What comes after the last file of a form. */
export const FORM_END = `--${BOUNDARY}--\r\n`;

/** The head of an upload of so many bytes, by the owner unless it is said otherwise. */
export function uploadHead(length: number, authorization = `Bearer ${TOKEN}`): string {
	return [
		"POST /api/photos HTTP/1.1",
		"Host: localhost",
		`Authorization: ${authorization}`,
		`Content-Type: multipart/form-data; boundary=${BOUNDARY}`,
		`Content-Length: ${length}`,
		"\r\n",
	].join("\r\n");
}

function partHead(name: string): string {
	return [
		`--${BOUNDARY}`,
		`Content-Disposition: form-data; name="photos"; filename="${name}"`,
		"Content-Type: image/jpeg",
		"\r\n",
	].join("\r\n");
}
