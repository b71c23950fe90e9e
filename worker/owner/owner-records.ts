import { and, desc, eq, gt, inArray, lt, ne, or, type SQL, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { ownerPassword, sessions, usedLinks } from "./schema.ts";

/** A browser in which the owner is signed in. */
export type SessionRecord = {
	/** A keyed hash of the cookie's secret. */
	readonly id: string;
	/** The browser as the owner sees it: `Firefox on Linux`. */
	readonly device: string;
	readonly createdAt: Date;
	/** When the session was last used, to the hour. */
	readonly seenAt: Date;
	readonly expiresAt: Date;
};

/** The owner's password and sessions. The owner's token is a setting and is not stored. */
export type OwnerRecords = {
	/** Sessions begun under a token that have not expired, most recently used first. */
	sessions(tokenMark: string): Promise<readonly SessionRecord[]>;
	addSession(tokenMark: string, session: SessionRecord): Promise<void>;
	/** Sets the time of last use to now. */
	touchSession(id: string): Promise<void>;
	endSessions(ids: readonly string[]): Promise<void>;
	/** Deletes sessions that have expired or were begun under another token. */
	deleteStaleSessions(tokenMark: string): Promise<void>;
	/**
	 * Calls the handler when a session begins or ends in any process. The handler must not throw. The
	 * returned function unsubscribes.
	 */
	onSessions(handler: () => void): Promise<() => Promise<void>>;
	/** Uses a link to sign in with; `false` if it has been used, in any process. */
	useLink(link: { readonly id: string; readonly expiresAt: Date }): Promise<boolean>;
	/** `null` if no password is set. */
	passwordHash(): Promise<string | null>;
	setPasswordHash(hash: string): Promise<void>;
};

const CHANNEL = "widthwise_sessions";
const notified: SQL<unknown> = sql`pg_notify('widthwise_sessions', '')`;

/**
 * Creates the owner's records in a database.
 *
 * @example
 * const records = createOwnerRecords(database);
 * await records.passwordHash(); // null
 */
export function createOwnerRecords(database: Pick<Database, "drizzle" | "listen">): OwnerRecords {
	const { drizzle } = database;
	return {
		sessions: (tokenMark) =>
			drizzle
				.select({
					id: sessions.id,
					device: sessions.device,
					createdAt: sessions.createdAt,
					seenAt: sessions.seenAt,
					expiresAt: sessions.expiresAt,
				})
				.from(sessions)
				.where(and(eq(sessions.tokenMark, tokenMark), gt(sessions.expiresAt, sql`now()`)))
				.orderBy(desc(sessions.seenAt)),
		async addSession(tokenMark, session) {
			await drizzle
				.insert(sessions)
				.values({ ...session, tokenMark })
				.returning({ notified });
		},
		async touchSession(id) {
			await drizzle.update(sessions).set({ seenAt: sql`now()` }).where(eq(sessions.id, id));
		},
		async endSessions(ids) {
			await drizzle
				.delete(sessions)
				.where(inArray(sessions.id, [...ids]))
				.returning({ notified });
		},
		async deleteStaleSessions(tokenMark) {
			await drizzle
				.delete(sessions)
				.where(or(lt(sessions.expiresAt, sql`now()`), ne(sessions.tokenMark, tokenMark)));
		},
		onSessions: (handler) => database.listen(CHANNEL, handler, handler),
		async useLink(link) {
			await drizzle.delete(usedLinks).where(lt(usedLinks.expiresAt, sql`now()`));
			const used = await drizzle
				.insert(usedLinks)
				.values(link)
				.onConflictDoNothing()
				.returning({ id: usedLinks.id });
			return used.length > 0;
		},
		async passwordHash() {
			const [row] = await drizzle.select({ hash: ownerPassword.hash }).from(ownerPassword);
			return row?.hash ?? null;
		},
		async setPasswordHash(hash) {
			const changedAt = sql`now()`;
			await drizzle
				.insert(ownerPassword)
				.values({ hash })
				.onConflictDoUpdate({ target: ownerPassword.isOnly, set: { hash, changedAt } });
		},
	};
}
