import { createServer, type Http2Server, type ServerHttp2Stream } from "node:http2";

/** Answers a message with a message; `null` for a method that is not there. */
export type Answer = (method: string, message: Uint8Array) => Uint8Array | null;

/** `UNIMPLEMENTED` of gRPC. */
const UNIMPLEMENTED = "12";

/**
 * A gRPC server for unary calls without compression.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
 *
 * @returns the server and the path of its socket
 */
export async function serveGrpc(socket: string, answer: Answer): Promise<Http2Server> {
	const server = createServer();
	// Terraform hangs up when it is done; what it still waits for is in its own output.
	server.on("session", (session) => session.on("error", () => {}));
	server.on("stream", (stream: ServerHttp2Stream, headers) => {
		const method = String(headers[":path"]).split("/").at(-1) ?? "";
		const chunks: Uint8Array[] = [];
		stream.on("error", () => {});
		stream.on("data", (chunk: Uint8Array) => chunks.push(chunk));
		stream.on("end", () => {
			// Five bytes before each message: not compressed, and its length.
			const message = new Uint8Array(Buffer.concat(chunks)).subarray(5);
			respond(stream, answer(method, message));
		});
	});
	await new Promise<void>((resolve) => server.listen(socket, resolve));
	return server;
}

function respond(stream: ServerHttp2Stream, message: Uint8Array | null): void {
	// Terraform hangs up on streams that it has no more use for.
	if (stream.destroyed) return;
	stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
	stream.on("wantTrailers", () => {
		stream.sendTrailers({ "grpc-status": message === null ? UNIMPLEMENTED : "0" });
	});
	if (message === null) {
		stream.end();
		return;
	}
	const frame = new Uint8Array(5 + message.length);
	new DataView(frame.buffer).setUint32(1, message.length);
	frame.set(message, 5);
	stream.end(frame);
}
