import { Client, type ClientConfig } from "pg";
import { WidthwiseError } from "widthwise";
import { backOff, createLoadOnce } from "widthwise/internal";
import type { Database } from "./database.ts";

type Listener = { readonly handler: (payload: string) => void; readonly onGap: () => void };

/** The listening side of a Postgres server. */
export type PostgresListener = { readonly listen: Database["listen"]; close(): Promise<void> };

const FIRST_RETRY_MS = 250;
const MAX_RETRY_MS = 10_000;

/**
 * Creates a listener with one connection for LISTEN, opened when it is first needed. While there are
 * subscribers it replaces a lost connection, with the same channels, and then calls every `onGap`.
 *
 * @example
 * const listener = createPostgresListener({ connectionString: url, keepAlive: true }, log.error);
 * const unlisten = await listener.listen("photos", (payload) => console.log(payload), reload);
 */
export function createPostgresListener(
	server: ClientConfig,
	onError: (error: unknown) => void,
): PostgresListener {
	const channels = new Map<string, Set<Listener>>();
	const connected = createLoadOnce(connect);
	let retry: ReturnType<typeof setTimeout> | undefined;
	let isClosed = false;

	async function connect(): Promise<Client> {
		const client = new Client(server);
		let isListening = false;
		let isLost = false;
		client.on("error", onError);
		client.on("end", () => {
			isLost = true;
			if (isListening) reconnect(1);
		});
		client.on("notification", ({ channel, payload }) => {
			for (const { handler } of channels.get(channel) ?? []) handler(payload ?? "");
		});
		try {
			await client.connect();
			for (const channel of channels.keys()) await listenTo(client, channel);
			// The last answer and the end of the connection may arrive together.
			if (isLost) throw new Error("The database closed the connection at once");
		} catch (error) {
			await client.end().catch(onError);
			throw error;
		}
		isListening = true;
		return client;
	}

	function reconnect(failures: number): void {
		connected.forget();
		clearTimeout(retry);
		if (isClosed || channels.size === 0) return;
		const delayMs = backOff(failures, FIRST_RETRY_MS, MAX_RETRY_MS);
		retry = setTimeout(() => {
			current().then(notifyOfGap, (error) => {
				onError(error);
				reconnect(failures + 1);
			});
		}, delayMs);
	}

	function notifyOfGap(): void {
		for (const listeners of channels.values()) for (const { onGap } of listeners) onGap();
	}

	function current(): Promise<Client> {
		if (isClosed) throw new WidthwiseError("unavailable", "The database is closed");
		return connected.get();
	}

	async function unlisten(channel: string, listener: Listener): Promise<void> {
		const listeners = channels.get(channel);
		if (!listeners?.delete(listener) || listeners.size > 0) return;
		channels.delete(channel);
		const client = await connected.peek()?.catch(() => undefined);
		// Another caller may have subscribed while we waited.
		if (client && !isClosed && !channels.has(channel)) {
			await client.query(`unlisten ${client.escapeIdentifier(channel)}`).catch(onError);
		}
	}

	return {
		async listen(channel, handler, onGap) {
			const listener = { handler, onGap };
			const listeners = channels.get(channel) ?? new Set();
			channels.set(channel, listeners.add(listener));
			await listenTo(await current(), channel);
			return () => unlisten(channel, listener);
		},
		async close() {
			isClosed = true;
			clearTimeout(retry);
			const client = await connected.peek()?.catch(() => undefined);
			await client?.end();
		},
	};
}

async function listenTo(client: Client, channel: string): Promise<void> {
	await client.query(`listen ${client.escapeIdentifier(channel)}`);
}
