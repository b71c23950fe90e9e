import { join } from "../../../containers/bytes.ts";
import { until } from "../../../patience.ts";
import type { RunningServer } from "../../../running-server.ts";
import { TOKEN } from "../../../server-environment.ts";
import { OWNER } from "../../client.ts";
import { drawn } from "../../drawn-photos.ts";

type Headers = Readonly<Record<string, string>>;

const PROTOCOL = { "Tus-Resumable": "1.0.0" } as const;

/** Sends a request of the tus protocol, as the owner unless the headers differ. */
export function tus(
	server: RunningServer,
	method: string,
	path: string,
	headers: Headers = {},
	body?: Uint8Array,
): Promise<Response> {
	return fetch(server.url + path, {
		method,
		headers: { ...PROTOCOL, ...OWNER, ...headers },
		...(body && { body: new Uint8Array(body) }),
	});
}

/** Creates an upload. */
export function create(server: RunningServer, length: number, fields: Headers = {}) {
	const metadata = Object.entries(fields).map(([name, text]) => `${name} ${base64(text)}`);
	return tus(server, "POST", "/api/uploads", {
		"Upload-Length": String(length),
		...(metadata.length > 0 && { "Upload-Metadata": metadata.join(",") }),
	});
}

/** Creates an upload that must be accepted; resolves to its path. */
export async function created(
	server: RunningServer,
	length: number,
	filename: string,
): Promise<string> {
	const response = await create(server, length, { filename });
	if (response.status !== 201) throw new Error(`Not created: ${response.status}`);
	return response.headers.get("location") ?? "";
}

/** Sends bytes at an offset. */
export function patch(server: RunningServer, path: string, offset: number, bytes: Uint8Array) {
	const headers = {
		"Upload-Offset": String(offset),
		"Content-Type": "application/offset+octet-stream",
	};
	return tus(server, "PATCH", path, headers, bytes);
}

/** Repeats a request, as clients do, until no other request holds the upload's lock. */
export async function whenFree(send: () => Promise<Response>): Promise<Response> {
	let response = await send();
	await until("the upload is not locked", async () => {
		if (response.status === 423) response = await send();
		return response.status !== 423;
	});
	return response;
}

/** Reads how many bytes the server has. */
export async function offsetOf(server: RunningServer, path: string): Promise<number> {
	const response = await whenFree(() => tus(server, "HEAD", path));
	return Number(response.headers.get("upload-offset") ?? Number.NaN);
}

/** Uploads a file in one request; resolves to its response. */
export async function send(server: RunningServer, filename: string, bytes: Uint8Array) {
	return patch(server, await created(server, bytes.length, filename), 0, bytes);
}

/** The upload id in a path. */
export function idIn(path: string): string {
	return path.slice(path.lastIndexOf("/") + 1);
}

/** The head of a PATCH request, for a raw connection. */
export function patchHead(path: string, length: number, offset = 0): string {
	return [
		`PATCH ${path} HTTP/1.1`,
		"Host: localhost",
		`Authorization: Bearer ${TOKEN}`,
		"Tus-Resumable: 1.0.0",
		`Upload-Offset: ${offset}`,
		"Content-Type: application/offset+octet-stream",
		`Content-Length: ${length}`,
		"\r\n",
	].join("\r\n");
}

/** A photo with bytes after its end, which are allowed, to make it any size. */
export function heavy(number: number, size: number): Uint8Array {
	return join(drawn(number), new Uint8Array(size).fill(number));
}

/** The id of a photo with these bytes. */
export function photoIdOf(bytes: Uint8Array): string {
	return new Bun.CryptoHasher("sha256").update(bytes).digest("hex").slice(0, 32);
}

function base64(text: string): string {
	return Buffer.from(text).toString("base64");
}
