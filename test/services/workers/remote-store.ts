import { ERROR_CODES, type Store, WidthwiseError } from "widthwise";

/** A store in R2, which a Worker calls for us: see store-worker.ts. */
export function createRemoteStore(url: string, prefix: string): Store {
	async function call(
		job: Readonly<Record<string, unknown>>,
		body?: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
	): Promise<Response | null> {
		const query = encodeURIComponent(JSON.stringify({ prefix, ...job }));
		const response = await fetch(`${url}/?${query}`, { method: "POST", body: body ?? null });
		if (response.ok) return response.status === 204 ? null : response;
		const { code, message } = await response.json();
		throw new WidthwiseError(ERROR_CODES.find((known) => known === code) ?? "internal", message);
	}
	const infoIn = (response: Response) => JSON.parse(response.headers.get("x-info") ?? "");
	return {
		async put(key, body, options) {
			const isFile = !(body instanceof Uint8Array);
			const job = { call: "put", key, options, ...(isFile && { size: body.size }) };
			const response = await call(job, isFile ? body.stream() : new Uint8Array(body));
			return await response?.json();
		},
		async get(key) {
			const response = await call({ call: "get", key });
			if (!response) return null;
			return {
				...infoIn(response),
				bytes: () => response.bytes(),
				stream: () => response.body ?? new Blob([]).stream(),
			};
		},
		async head(key) {
			const response = await call({ call: "head", key });
			return response && infoIn(response);
		},
		async getRange(key, start, end) {
			const response = await call({ call: "getRange", key, start, end });
			return response && (await response.bytes());
		},
		async delete(key) {
			await call({ call: "delete", key });
		},
		async *list(prefix) {
			const response = await call({ call: "list", key: prefix });
			yield* await response?.json();
		},
	};
}
