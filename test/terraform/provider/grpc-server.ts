import { createServer, type Http2Server, type ServerHttp2Stream } from "node:http2";

/** Answers a request message with a response message; `null` for an unknown method. */
export type Answer = (method: string, message: Uint8Array) => Uint8Array | null;

/** `UNIMPLEMENTED` of gRPC. */
const UNIMPLEMENTED = "12";

/**
 * Starts a gRPC server for unary calls without compression.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
 *
 * @param socket path of the Unix socket to listen on
 */
export async function serveGrpc(socket: string, answer: Answer): Promise<Http2Server> {
	const server = createServer();
	// Terraform closes the connection when it exits. Its own output reports unfinished requests.
	server.on("session", (session) => session.on("error", () => {}));
	server.on("stream", (stream: ServerHttp2Stream, headers) => {
		const method = String(headers[":path"]).split("/").at(-1) ?? "";
		const chunks: Uint8Array[] = [];
		stream.on("error", () => {});
		stream.on("data", (chunk: Uint8Array) => chunks.push(chunk));
		stream.on("end", () => {
			// A prefix of five bytes: the compression flag (0) and the message's length.
			const message = new Uint8Array(Buffer.concat(chunks)).subarray(5);
			respond(stream, answer(method, message));
		});
	});
	await new Promise<void>((resolve) => server.listen(socket, resolve));
	return server;
}

function respond(stream: ServerHttp2Stream, message: Uint8Array | null): void {
	// Terraform closes streams that it no longer needs.
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
