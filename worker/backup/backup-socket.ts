import { chmod, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { WidthwiseError } from "widthwise";

/** Answers `npm run backup` while this process runs. */
export type BackupSocket = {
	/** Ends open answers. Safe to repeat. */
	close(): Promise<void>;
};

/** Bytes of a socket's path on Linux and macOS, the smaller one; unix(7). */
const MAX_PATH = 103;

const PATH = "/backup";

/**
 * Answers requests for a backup at a socket in the data folder, which only this user can open. The
 * embedded database has no other way in while the server runs, and only the server knows its settings.
 * It is no part of the site: a backup holds secrets that not even the owner's session shows.
 *
 * @param lines makes the lines of a backup
 * @throws {WidthwiseError} `misconfigured` if the data folder cannot have a socket
 *
 * @example
 * const socket = await openBackupSocket({ dataDir, lines: () => backupLines(source), onError });
 */
export async function openBackupSocket(options: {
	readonly dataDir: string;
	readonly lines: () => AsyncIterable<string>;
	readonly onError: (error: unknown) => void;
}): Promise<BackupSocket> {
	const path = socketPath(options.dataDir);
	const folder = socketFolder(options.dataDir);
	if (Buffer.byteLength(path) > MAX_PATH) throw tooLong(options.dataDir);
	// Rights of the folder, not of the socket: those come too late.
	await mkdir(folder, { recursive: true, mode: 0o700 });
	await chmod(folder, 0o700);
	// Of a process that was killed.
	await rm(path, { force: true });
	const server = Bun.serve({
		unix: path,
		async fetch(request) {
			if (new URL(request.url).pathname !== PATH) return new Response(null, { status: 404 });
			return new Response(bytesOf(options.lines(), options.onError));
		},
	});
	return { close: () => server.stop(true) };
}

/**
 * Asks the server on a data folder for the lines of a backup; `null` if no server runs on it.
 *
 * @throws {Error} while lines are read, if the server ends
 *
 * @example
 * const lines = await askForBackup("/srv/widthwise/data");
 */
export async function askForBackup(dataDir: string): Promise<AsyncIterable<string> | null> {
	const address = `http://localhost${PATH}`;
	const response = await fetch(address, { unix: socketPath(dataDir) }).catch(() => null);
	if (!response?.ok || !response.body) return null;
	return linesOf(response.body);
}

function socketFolder(dataDir: string): string {
	return join(dataDir, "control");
}

function socketPath(dataDir: string): string {
	return join(socketFolder(dataDir), "socket");
}

function bytesOf(
	lines: AsyncIterable<string>,
	onError: (error: unknown) => void,
): ReadableStream<Uint8Array> {
	const rest = lines[Symbol.asyncIterator]();
	const encoder = new TextEncoder();
	return new ReadableStream({
		async pull(controller) {
			try {
				const { done, value } = await rest.next();
				if (done) controller.close();
				else controller.enqueue(encoder.encode(`${value}\n`));
			} catch (error) {
				// The backup's end is missing: its reader notices.
				onError(error);
				controller.close();
			}
		},
		async cancel() {
			await rest.return?.();
		},
	});
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void> {
	let text = "";
	const decoder = new TextDecoder();
	for await (const chunk of body) {
		const lines = (text + decoder.decode(chunk, { stream: true })).split("\n");
		text = lines.pop() ?? "";
		yield* lines;
	}
	if (text !== "") yield text;
}

function tooLong(dataDir: string): WidthwiseError {
	return new WidthwiseError(
		"misconfigured",
		`The path of DATA_DIR (${dataDir}) is too long for a socket: npm run backup works only while the server is stopped`,
	);
}
