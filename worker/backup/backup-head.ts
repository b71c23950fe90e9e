import * as v from "valibot";

/** The first line of a backup: what is not a photo's record. */
export type BackupHead = {
	/** When the backup was begun: `2026-11-30T02:15:00.000Z`. */
	readonly madeAt: string;
	/** The content of the file `owner-token`; `null` if the token is a setting, or there is none yet. */
	readonly ownerToken: string | null;
	/** `null` if the owner has set no password. */
	readonly passwordHash: string | null;
	/** The settings as they were written in the environment. */
	readonly settings: Readonly<Record<string, string>>;
};

const schema = v.object({
	backup: v.literal(1),
	madeAt: v.string(),
	ownerToken: v.nullable(v.string()),
	passwordHash: v.nullable(v.string()),
	settings: v.record(v.string(), v.string()),
});

/**
 * Formats the first line of a backup.
 *
 * @example
 * formatHead({ madeAt, ownerToken, passwordHash: null, settings: {} });
 */
export function formatHead(head: BackupHead): string {
	return JSON.stringify({ backup: 1, ...head });
}

/**
 * Parses the first line of a backup; `null` if it is something else, as in backups of earlier versions.
 *
 * @example
 * parseHead(formatHead(head)); // head
 */
export function parseHead(line: string): BackupHead | null {
	try {
		const { success, output } = v.safeParse(schema, JSON.parse(line));
		if (!success) return null;
		const { backup: _version, ...head } = output;
		return head;
	} catch {
		return null;
	}
}
