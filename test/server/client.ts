import type { RunningServer } from "../running-server.ts";
import { TOKEN } from "../server-environment.ts";

/** A file as a form sends it: name and bytes. */
export type NamedFile = readonly [filename: string, bytes: Uint8Array];

/** The answer to an upload. */
export type UploadAnswer = {
	readonly photos: readonly {
		readonly id: string;
		readonly status: string;
		readonly filename: string;
		readonly url: string;
	}[];
	readonly rejected: readonly ErrorFields[];
	readonly error?: ErrorFields;
};

type ErrorFields = { readonly filename: string; readonly code: string; readonly message: string };

/** A photo as the API shows it. */
export type PhotoAnswer = {
	readonly id: string;
	readonly status: string;
	readonly url: string;
	readonly srcset: string;
	readonly width: number;
	readonly height: number;
	readonly error: { readonly code: string; readonly message: string } | null;
	readonly [field: string]: unknown;
};

/** The headers that make a request the owner's. */
export const OWNER: Readonly<Record<string, string>> = { Authorization: `Bearer ${TOKEN}` };

/** Makes an upload form. */
export function form(files: readonly NamedFile[], field = "photos"): FormData {
	const data = new FormData();
	for (const [name, bytes] of files) data.append(field, new File([new Uint8Array(bytes)], name));
	return data;
}

/** Uploads files as the owner. */
export function post(server: RunningServer, ...files: readonly NamedFile[]): Promise<Response> {
	return fetch(`${server.url}/api/photos`, { method: "POST", headers: OWNER, body: form(files) });
}

/** Uploads files that are all accepted; resolves to their ids. */
export async function upload(
	server: RunningServer,
	...files: readonly NamedFile[]
): Promise<readonly string[]> {
	const response = await post(server, ...files);
	const answer: UploadAnswer = await response.json();
	if (response.status !== 202 || answer.rejected.length > 0) {
		throw new Error(`Not accepted: ${response.status} ${JSON.stringify(answer)}`);
	}
	return answer.photos.map(({ id }) => id);
}

/** Requests a path as the owner. */
export function asOwner(
	server: RunningServer,
	path: string,
	init: { readonly method?: string; readonly body?: object } = {},
): Promise<Response> {
	const { method = "GET", body } = init;
	const headers = { ...OWNER, ...(body && { "Content-Type": "application/json" }) };
	return fetch(server.url + path, {
		method,
		headers,
		...(body && { body: JSON.stringify(body) }),
	});
}

/** Fetches a photo as the owner; `null` if it does not exist. */
export async function photo(server: RunningServer, id: string): Promise<PhotoAnswer | null> {
	const response = await asOwner(server, `/api/photos/${id}`);
	const answer: PhotoAnswer = await response.json();
	return response.status === 404 ? null : answer;
}

/** Reads the status, error code and message of an error response. */
export async function refusal(
	response: Response,
): Promise<{ readonly status: number; readonly code: string; readonly message: string }> {
	const { error }: { error: { code: string; message: string } } = await response.json();
	return { status: response.status, ...error };
}

/** Reads a metric by its name and labels; 0 if it was never counted. */
export async function metric(server: RunningServer, series: string): Promise<number> {
	const text = await (await fetch(`${server.url}/metrics`)).text();
	const line = text.split("\n").find((candidate) => candidate.startsWith(`${series} `));
	return Number(line?.slice(series.length + 1) ?? 0);
}
