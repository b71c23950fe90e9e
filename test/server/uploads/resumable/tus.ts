import { join } from "../../../containers/bytes.ts";
import { until } from "../../../patience.ts";
import { type RunningServer, TOKEN } from "../../../running-server.ts";
import { OWNER } from "../../client.ts";
import { drawn } from "../../drawn-photos.ts";

type Headers = Readonly<Record<string, string>>;

const PROTOCOL = { "Tus-Resumable": "1.0.0" } as const;

/** A request of the tus protocol, as the owner unless it is said otherwise. */
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

/** Begins an upload. */
export function create(server: RunningServer, length: number, words: Headers = {}) {
	const metadata = Object.entries(words).map(([name, text]) => `${name} ${base64(text)}`);
	return tus(server, "POST", "/api/uploads", {
		"Upload-Length": String(length),
		...(metadata.length > 0 && { "Upload-Metadata": metadata.join(",") }),
	});
}

/** Begins an upload that is accepted; resolves to its path. */
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

/** Asks again, as clients do, while another server is at the upload or has just been. */
export async function whenFree(ask: () => Promise<Response>): Promise<Response> {
	let answer = await ask();
	await until("nobody else is at the upload", async () => {
		if (answer.status === 423) answer = await ask();
		return answer.status !== 423;
	});
	return answer;
}

/** How many bytes the server has. */
export async function offsetOf(server: RunningServer, path: string): Promise<number> {
	const response = await whenFree(() => tus(server, "HEAD", path));
	return Number(response.headers.get("upload-offset") ?? Number.NaN);
}

/** Uploads a file in one go; resolves to the last answer. */
export async function send(server: RunningServer, filename: string, bytes: Uint8Array) {
	return patch(server, await created(server, bytes.length, filename), 0, bytes);
}

/** The id of the upload that is at a path. */
export function idIn(path: string): string {
	return path.slice(path.lastIndexOf("/") + 1);
}

/** The head of a PATCH, for a connection of one's own. */
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

/** A photo and something after its end, which is legal and makes it as large as we like. */
export function heavy(number: number, size: number): Uint8Array {
	return join(drawn(number), new Uint8Array(size).fill(number));
}

/** The id of the photo that bytes make. */
export function photoIdOf(bytes: Uint8Array): string {
	return new Bun.CryptoHasher("sha256").update(bytes).digest("hex").slice(0, 32);
}

function base64(text: string): string {
	return Buffer.from(text).toString("base64");
}
