import { ERROR_CODES, type ErrorCode, WidthwiseError } from "../../errors.ts";

/** What the server made of a complete file. */
export type Outcome = {
	readonly photoId: string;
	/** Whether the server had the same file before. */
	readonly isKnown: boolean;
};

/** How much of a file the server has. */
export type Stage = {
	/** Bytes. */
	readonly offset: number;
	/** `null` until the file is complete and received. */
	readonly outcome: Outcome | null;
};

/**
 * Uploads to one Widthwise server by tus 1.0 (https://tus.io/protocols/resumable-upload). All
 * functions reject with a `WidthwiseError`: `unavailable` if a retry may succeed, else what the server
 * refused the file for.
 */
export type TusClient = {
	/** Whether the server has the photo. */
	hasPhoto(photoId: string): Promise<boolean>;
	/**
	 * Begins an upload; resolves to its URL.
	 *
	 * @param size bytes
	 */
	create(size: number, metadata: Readonly<Record<string, string>>): Promise<URL>;
	/** Asks how much of an upload the server has; `null` if it no longer knows the upload. */
	stage(upload: URL): Promise<Stage | null>;
	/** Sends the next bytes. */
	append(upload: URL, offset: number, bytes: Uint8Array<ArrayBuffer>): Promise<Stage>;
	/**
	 * Checks that there is a Widthwise server that takes the token.
	 *
	 * @throws {WidthwiseError} `misconfigured` if there is not
	 */
	check(): Promise<void>;
};

const VERSION = { "Tus-Resumable": "1.0.0" };

/** An id that no upload has: the answer says whether the token is right. */
const NO_UPLOAD = "0".repeat(32);

/** 423 Locked, 429 Too Many Requests and the like; 409: the server has more or less than we thought. */
const TEMPORARY = [408, 409, 423, 425, 429];

/**
 * Makes a client for a server.
 *
 * @param options.server the server's address, such as https://photos.example
 * @param options.token the owner's token; sent to this server only
 *
 * @example
 * const client = createTusClient({ server: new URL("https://photos.example"), token, signal });
 * await client.hasPhoto("048aef1505767106c7cb3094a726570b");
 */
export function createTusClient(options: {
	readonly server: URL;
	readonly token: string;
	readonly signal: AbortSignal;
}): TusClient {
	const { server, token, signal } = options;
	const uploads = new URL("/api/uploads", server);

	async function send(url: URL, init: RequestInit): Promise<Response> {
		const headers = { Authorization: `Bearer ${token}`, ...VERSION, ...init.headers };
		try {
			// A redirect would lead the token and the photo somewhere else.
			return await fetch(url, { ...init, headers, signal, redirect: "manual" });
		} catch (cause) {
			signal.throwIfAborted();
			throw unavailable("the server cannot be reached", { cause });
		}
	}

	return {
		async hasPhoto(photoId) {
			const response = await send(new URL(`/api/photos/${photoId}`, server), {});
			await response.body?.cancel();
			if (response.status === 404) return false;
			if (response.ok) return true;
			throw await refusalOf(response);
		},
		async create(size, metadata) {
			const headers = { "Upload-Length": String(size), "Upload-Metadata": encoded(metadata) };
			const response = await send(uploads, { method: "POST", headers });
			const location = response.headers.get("location");
			if (response.status !== 201 || location === null) throw await refusalOf(response);
			const upload = new URL(location, uploads);
			if (upload.origin === server.origin) return upload;
			throw new WidthwiseError("misconfigured", `the server sends uploads to ${upload.origin}`);
		},
		async stage(upload) {
			const response = await send(upload, { method: "HEAD" });
			if (response.status === 404 || response.status === 410) return null;
			if (!response.ok) throw await refusalOf(response);
			return stageOf(response);
		},
		async append(upload, offset, bytes) {
			const response = await send(upload, {
				method: "PATCH",
				headers: {
					"Upload-Offset": String(offset),
					"Content-Type": "application/offset+octet-stream",
				},
				body: bytes,
			});
			if (response.status !== 204) throw await refusalOf(response);
			return stageOf(response);
		},
		async check() {
			const response = await send(new URL(`${uploads}/${NO_UPLOAD}`), { method: "HEAD" });
			if (response.status === 401 || response.status === 403) {
				throw new WidthwiseError("misconfigured", "the server refuses the token in OWNER_TOKEN");
			}
			if (response.headers.has("tus-resumable")) return;
			if (response.status >= 300 && response.status < 400) throw await refusalOf(response);
			throw new WidthwiseError("misconfigured", `there is no Widthwise server at ${server.origin}`);
		},
	};
}

function stageOf({ headers }: Response): Stage {
	const photoId = headers.get("photo-id");
	const isKnown = headers.has("photo-known");
	return {
		offset: Number(headers.get("upload-offset")),
		outcome: photoId === null ? null : { photoId, isKnown },
	};
}

/** tus 1.0, "Upload-Metadata": names and values in Base64. */
function encoded(metadata: Readonly<Record<string, string>>): string {
	return Object.entries(metadata)
		.map(([name, value]) => `${name} ${Buffer.from(value).toString("base64")}`)
		.join(",");
}

/** The server's own words where it has some. */
async function refusalOf(response: Response): Promise<WidthwiseError> {
	const { status, headers } = response;
	const text = await response.text().catch(() => "");
	if (status >= 500 || TEMPORARY.includes(status)) {
		return unavailable(`the server answers with status ${status}`);
	}
	if (status >= 300 && status < 400) {
		const message = `the server redirects to ${headers.get("location")}: use that address`;
		return new WidthwiseError("misconfigured", message);
	}
	const { code, message } = errorIn(text);
	return new WidthwiseError(code, message ?? `the server answers with status ${status}`);
}

function errorIn(text: string): { readonly code: ErrorCode; readonly message: string | null } {
	const pattern = /"code":"([^"]*)","message":("(?:[^"\\]|\\.)*")/.exec(text);
	const code = ERROR_CODES.find((each) => each === pattern?.[1]) ?? "bad-request";
	const message: unknown = pattern?.[2] === undefined ? null : JSON.parse(pattern[2]);
	return { code, message: typeof message === "string" ? message : null };
}

function unavailable(message: string, options?: ErrorOptions): WidthwiseError {
	return new WidthwiseError("unavailable", message, options);
}
