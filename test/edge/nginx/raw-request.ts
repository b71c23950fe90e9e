import { connect } from "node:net";
import { within } from "../../patience.ts";

/** A response as it came over the wire. */
export type RawResponse = {
	readonly status: number;
	/** With names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Buffer;
};

/**
 * Sends a request whose target is not normalised, unlike `fetch`, and reads the response to the end of
 * the connection.
 *
 * @param origin such as `http://127.0.0.1:8080`
 * @param target the request target, as it is sent
 */
export async function rawRequest(
	origin: string,
	target: string,
	headers: Readonly<Record<string, string>> = {},
	method = "GET",
): Promise<RawResponse> {
	const { hostname, port, host } = new URL(origin);
	const lines = Object.entries({ Host: host, Connection: "close", ...headers });
	const chunks: Buffer[] = [];
	const socket = connect(Number(port), hostname);
	socket.on("data", (chunk) => chunks.push(Buffer.from(chunk)));
	const ended = new Promise<void>((resolve, reject) => {
		socket.on("close", () => resolve());
		socket.on("error", reject);
	});
	const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
	socket.write(`${method} ${target} HTTP/1.1\r\n${head}\r\n`);
	await within(`an answer to ${method} ${target}`, ended);
	return parse(Buffer.concat(chunks));
}

function parse(bytes: Buffer): RawResponse {
	const end = bytes.indexOf("\r\n\r\n");
	const [first = "", ...lines] = bytes.subarray(0, end).toString("latin1").split("\r\n");
	const headers = Object.fromEntries(
		lines.map((line) => {
			const colon = line.indexOf(":");
			return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
		}),
	);
	return { status: Number(first.split(" ")[1]), headers, body: bytes.subarray(end + 4) };
}
