import type { OwnerRecords } from "@widthwise/worker/owner";
import { createOwnerGate, type OwnerGate } from "./gate.ts";
import { createOwnerPassword, type OwnerPassword } from "./password.ts";
import { openSessions, type Sessions } from "./sessions.ts";

/** What tells the owner from a visitor. */
export type Owner = {
	readonly gate: OwnerGate;
	readonly password: OwnerPassword;
	readonly sessions: Sessions;
};

/**
 * Opens the owner's sessions, and the gate and the password that go with them.
 *
 * @param options.siteUrl where visitors find the site, if a proxy stands between
 *
 * @example
 * const { gate, password, sessions } = await openOwner({ records, token, siteUrl, onError });
 */
export async function openOwner(options: {
	readonly records: OwnerRecords;
	readonly token: string;
	readonly siteUrl: string | undefined;
	readonly onError: (error: unknown) => void;
}): Promise<Owner> {
	const { records, token, siteUrl } = options;
	const sessions = await openSessions(options);
	return {
		sessions,
		gate: createOwnerGate({ token, sessions, siteUrl }),
		password: createOwnerPassword(records),
	};
}
