import { createHmac, randomBytes } from "node:crypto";
import type { OwnerRecords, SessionRecord } from "@widthwise/worker/owner";
import { createPending } from "widthwise/internal";

/** The browsers in which the owner is signed in. */
export type Sessions = {
	/** Finds the session of a cookie's secret; `null` if there is none. */
	find(secret: string): SessionRecord | null;
	/** Lists the sessions, the last used first. */
	list(): readonly SessionRecord[];
	/** Begins a session and stores it; resolves to the secret for its cookie. */
	begin(device: string): Promise<string>;
	/** Ends sessions, in all processes. Ignores sessions that have ended already. */
	end(ids: readonly string[]): Promise<void>;
	/** Stops listening to other processes. Resolves when nothing is being read or stored any more. */
	close(): Promise<void>;
};

/** How long a session lasts, in seconds: 30 days. */
export const SESSION_SECONDS = 30 * 24 * 3600;

/** Milliseconds; a session's time of last use is updated at most this often. */
const TOUCH_MS = 3600_000;

/**
 * Opens the sessions. They are stored in the database, so that they survive a restart and are valid
 * in all processes, and mirrored in memory, so that requests need no query. Changing the owner's
 * token ends all sessions.
 *
 * @param options.token the owner's token, the key of the hashes that are stored instead of secrets
 *
 * @example
 * const sessions = await openSessions({ records, token, onError: log.error });
 * const secret = await sessions.begin("Firefox on Linux");
 */
export async function openSessions(options: {
	readonly records: OwnerRecords;
	readonly token: string;
	readonly onError: (error: unknown) => void;
}): Promise<Sessions> {
	const { records, token, onError } = options;
	const keyed = (text: string): string => createHmac("sha256", token).update(text).digest("hex");
	const idOf = (secret: string): string => keyed(`session ${secret}`);
	const tokenMark = keyed("token").slice(0, 16);
	let known = new Map<string, SessionRecord>();
	const ending = new Set<string>();
	const pending = createPending();
	let changes = 0;
	let isClosed = false;

	/** What was read while something changed may be older than what is known: it is read again. */
	async function load(): Promise<void> {
		const before = changes;
		const found = await records.sessions(tokenMark);
		if (isClosed) return;
		if (changes !== before) return load();
		const lasting = found.filter(({ id }) => !ending.has(id));
		known = new Map(lasting.map((session) => [session.id, session]));
	}

	function reload(): void {
		changes++;
		if (!isClosed) pending.add(load()).catch(onError);
	}

	function touch(session: SessionRecord): void {
		if (Date.now() - session.seenAt.getTime() < TOUCH_MS) return;
		known.set(session.id, { ...session, seenAt: new Date() });
		pending.add(records.touchSession(session.id)).catch(onError);
	}

	await records.deleteStaleSessions(tokenMark);
	const unlisten = await records.onSessions(reload);
	await load();
	return {
		find(secret) {
			// Timing reveals nothing: without the token, an attacker cannot choose the hash.
			const session = known.get(idOf(secret));
			if (!session || session.expiresAt.getTime() <= Date.now()) return null;
			touch(session);
			return session;
		},
		list: () =>
			[...known.values()]
				.filter(({ expiresAt }) => expiresAt.getTime() > Date.now())
				.sort((first, second) => second.seenAt.getTime() - first.seenAt.getTime()),
		async begin(device) {
			const secret = randomBytes(32).toString("base64url");
			const now = new Date();
			const expiresAt = new Date(now.getTime() + SESSION_SECONDS * 1000);
			const session = { id: idOf(secret), device, createdAt: now, seenAt: now, expiresAt };
			await records.addSession(tokenMark, session);
			known.set(session.id, session);
			changes++;
			return secret;
		},
		async end(ids) {
			for (const id of ids) {
				ending.add(id);
				known.delete(id);
			}
			try {
				if (ids.length > 0) await records.endSessions(ids);
			} finally {
				changes++;
				for (const id of ids) ending.delete(id);
			}
		},
		async close() {
			isClosed = true;
			await unlisten();
			await pending.settled();
		},
	};
}
