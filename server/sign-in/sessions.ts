import { createHmac, randomBytes } from "node:crypto";
import type { OwnerRecords, SessionRecord } from "@widthwise/worker/owner";

/** The browsers in which the owner is signed in. */
export type Sessions = {
	/** The session that a cookie's secret opens; `null` for any other text. */
	find(secret: string): SessionRecord | null;
	/** The last used first. */
	list(): readonly SessionRecord[];
	/** Begins a session; resolves to the secret for its cookie, once it is kept. */
	begin(device: string): Promise<string>;
	/** Ends sessions, in every process; those that are over already do not matter. */
	end(ids: readonly string[]): Promise<void>;
	/** Stops listening. */
	close(): Promise<void>;
};

/** How long a session lasts, in seconds: 30 days. */
export const SESSION_SECONDS = 30 * 24 * 3600;

/** Milliseconds between two notes of a session's being used. */
const TOUCH_MS = 3600_000;

/**
 * Opens the sessions: kept in the database, so that they survive a restart and hold in every process,
 * and mirrored in memory, so that a request is judged without waiting. A new owner's token ends all.
 *
 * @param options.token the owner's: keys the hashes under which secrets are kept
 *
 * @example
 * const sessions = await openSessions({ records, token, onError: console.error });
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

	async function load(): Promise<void> {
		const found = await records.sessions(tokenMark);
		known = new Map(found.map((session) => [session.id, session]));
	}

	function touch(session: SessionRecord): void {
		if (Date.now() - session.seenAt.getTime() < TOUCH_MS) return;
		known.set(session.id, { ...session, seenAt: new Date() });
		records.touchSession(session.id).catch(onError);
	}

	await records.deleteStaleSessions(tokenMark);
	const unlisten = await records.onSessions(() => void load().catch(onError));
	await load();
	return {
		find(secret) {
			// Looked up by a hash that nobody without the token can aim: its time tells nothing.
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
			return secret;
		},
		async end(ids) {
			for (const id of ids) known.delete(id);
			if (ids.length > 0) await records.endSessions(ids);
		},
		close: unlisten,
	};
}
