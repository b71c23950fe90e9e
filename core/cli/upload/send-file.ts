import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { WidthwiseError } from "../../errors.ts";
import type { Stage, TusClient } from "./tus-client.ts";
import type { Unfinished } from "./unfinished.ts";

/** What became of a file. */
export type Sent = {
	readonly photoId: string;
	/** Whether the server had the photo already. */
	readonly wasThere: boolean;
};

/** What sending needs. */
export type SendParts = {
	readonly client: TusClient;
	readonly unfinished: Unfinished;
	/** Waits before a retry; milliseconds. */
	readonly pause: (ms: number) => Promise<void>;
};

/** Below the limits of most proxies for one request. */
const CHUNK_BYTES = 8_000_000;

/** Pauses before retries, in milliseconds: about a minute without any progress, then it failed. */
const RETRY_MS: readonly number[] = [250, 1000, 3000, 5000, 10_000, 20_000, 20_000];

/** How far a file is. */
type State =
	/** It is unknown whether the photo is there. */
	| { readonly step: "look" }
	| { readonly step: "begin" }
	/** It is unknown how much the server has. */
	| { readonly step: "ask"; readonly upload: URL }
	| { readonly step: "send"; readonly upload: URL; readonly offset: number }
	| { readonly step: "done"; readonly sent: Sent };

/** A file that is open. */
type OpenFile = {
	readonly handle: FileHandle;
	readonly size: number;
	readonly photoId: string;
	readonly metadata: Readonly<Record<string, string>>;
};

/**
 * Sends a file to the server, unless the photo is there already. After a lost connection it continues
 * where the server is.
 *
 * @param metadata the fields of tus's `Upload-Metadata`
 *
 * @throws {WidthwiseError} `unavailable` if the server does not come back; what the server refuses
 *   the file for; `busy` if the file changed meanwhile
 *
 * @example
 * await sendFile("photo.jpg", { filename: "photo.jpg" }, { client, unfinished: FORGETFUL, pause });
 */
export async function sendFile(
	path: string,
	metadata: Readonly<Record<string, string>>,
	parts: SendParts,
): Promise<Sent> {
	const handle = await open(path);
	try {
		const { size } = await handle.stat();
		if (size === 0) throw new WidthwiseError("empty-file", "The file is empty");
		const file = { handle, size, photoId: await photoIdOf(path), metadata };
		const sent = await finish(file, parts);
		if (sent.photoId === file.photoId) return sent;
		throw new WidthwiseError("busy", "the file changed while it was sent");
	} finally {
		await handle.close();
	}
}

/** Takes steps until the file is there. Only bytes that arrive start the count of failures again. */
async function finish(file: OpenFile, parts: SendParts): Promise<Sent> {
	let state: State = { step: "look" };
	let [failures, furthest] = [0, 0];
	while (state.step !== "done") {
		try {
			state = await advance(state, file, parts);
			if (state.step !== "send" || state.offset <= furthest) continue;
			furthest = state.offset;
			failures = 0;
		} catch (error) {
			const canRetry = error instanceof WidthwiseError && error.code === "unavailable";
			const ms = RETRY_MS[failures++];
			if (!canRetry || ms === undefined) throw error;
			await parts.pause(ms);
			if (state.step === "send") state = { step: "ask", upload: state.upload };
		}
	}
	await parts.unfinished.forget(file.photoId);
	return state.sent;
}

async function advance(
	state: Exclude<State, { readonly step: "done" }>,
	file: OpenFile,
	{ client, unfinished }: SendParts,
): Promise<State> {
	const { photoId, size, metadata } = file;
	switch (state.step) {
		case "look": {
			if (await client.hasPhoto(photoId)) {
				return { step: "done", sent: { photoId, wasThere: true } };
			}
			const upload = unfinished.find(photoId);
			return upload ? { step: "ask", upload } : { step: "begin" };
		}
		case "begin": {
			const upload = await client.create(size, metadata);
			await unfinished.remember(photoId, upload);
			return { step: "send", upload, offset: 0 };
		}
		case "ask": {
			const stage = await client.stage(state.upload);
			return stage ? afterStage(state.upload, stage, size) : { step: "begin" };
		}
		case "send": {
			const bytes = await readChunk(file, state.offset);
			const stage = await client.append(state.upload, state.offset, bytes);
			return afterStage(state.upload, stage, size);
		}
	}
}

function afterStage(upload: URL, { offset, outcome }: Stage, size: number): State {
	if (outcome) {
		const { photoId, isKnown } = outcome;
		return { step: "done", sent: { photoId, wasThere: isKnown } };
	}
	if (offset < size) return { step: "send", upload, offset };
	throw new WidthwiseError("unavailable", "the server has the file, but does not confirm it");
}

async function readChunk(
	{ handle, size }: OpenFile,
	offset: number,
): Promise<Uint8Array<ArrayBuffer>> {
	const chunk = new Uint8Array(Math.min(CHUNK_BYTES, size - offset));
	const { bytesRead } = await handle.read(chunk, 0, chunk.length, offset);
	if (bytesRead === chunk.length) return chunk;
	throw new WidthwiseError("busy", "the file changed while it was sent");
}

/** The id of a photo: the first 32 hex digits of its SHA-256. */
async function photoIdOf(path: string): Promise<string> {
	const hash = createHash("sha256");
	for await (const chunk of createReadStream(path)) hash.update(chunk);
	return hash.digest("hex").slice(0, 32);
}
