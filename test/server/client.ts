import { type RunningServer, TOKEN } from "../running-server.ts";

/** Bytes with a name, as a form sends them. */
export type NamedFile = readonly [filename: string, bytes: Uint8Array];

/** What an upload is answered with. */
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

/** The header that makes a request the owner's. */
export const OWNER: Readonly<Record<string, string>> = { Authorization: `Bearer ${TOKEN}` };

/** An upload form. */
export function form(files: readonly NamedFile[], field = "photos"): FormData {
	const data = new FormData();
	for (const [name, bytes] of files) data.append(field, new File([new Uint8Array(bytes)], name));
	return data;
}

/** Sends files as the owner does. */
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

/** A photo as the owner sees it; `null` if there is none. */
export async function photo(server: RunningServer, id: string): Promise<PhotoAnswer | null> {
	const response = await asOwner(server, `/api/photos/${id}`);
	const answer: PhotoAnswer = await response.json();
	return response.status === 404 ? null : answer;
}

/** The status and error code of a response, its body read. */
export async function refusal(
	response: Response,
): Promise<{ readonly status: number; readonly code: string; readonly message: string }> {
	const { error }: { error: { code: string; message: string } } = await response.json();
	return { status: response.status, ...error };
}

/** A counter of /metrics: the value behind a name with its labels, 0 where it was never counted. */
export async function metric(server: RunningServer, series: string): Promise<number> {
	const text = await (await fetch(`${server.url}/metrics`)).text();
	const line = text.split("\n").find((candidate) => candidate.startsWith(`${series} `));
	return Number(line?.slice(series.length + 1) ?? 0);
}
