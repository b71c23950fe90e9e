import { connect } from "node:net";
import { join } from "../containers/bytes.ts";
import { within } from "../patience.ts";
import type { RunningServer } from "../running-server.ts";
import { TOKEN } from "../server-environment.ts";
import type { NamedFile } from "./client.ts";

const BOUNDARY = "test-boundary-7d1f";

/** A TCP connection to the server, without an HTTP client. */
export type RawConnection = Disposable & {
	send(bytes: Uint8Array | string): void;
	/** Resolves to all text since the last call, once it matches or the server has closed. */
	received(pattern: RegExp): Promise<string>;
	/** Closes the connection at once. */
	destroy(): void;
};

/** Opens a connection to the server. */
export async function openConnection(server: Pick<RunningServer, "url">): Promise<RawConnection> {
	const { hostname, port } = new URL(server.url);
	let text = "";
	let isClosed = false;
	let check = (): void => {};
	const socket = connect(Number(port), hostname);
	socket.on("data", (chunk) => {
		text += chunk.toString("latin1");
		check();
	});
	socket.on("error", () => {});
	socket.on("close", () => {
		isClosed = true;
		check();
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
		received: (pattern) =>
			within(
				`an answer like ${pattern}`,
				new Promise((resolve) => {
					check = () => {
						if (!pattern.test(text) && !isClosed) return;
						check = () => {};
						resolve(text);
						text = "";
					};
					check();
				}),
			),
	};
}

/** The bytes of a form without its end. */
export function openForm(...files: readonly NamedFile[]): Uint8Array {
	return join(...files.map(([name, bytes]) => join(partHead(name), bytes, "\r\n")));
}

/** The end of a form, after its last file. */
export const FORM_END = `--${BOUNDARY}--\r\n`;

/** The head of an upload request; `length` is the body's, in bytes. */
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
