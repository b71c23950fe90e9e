import type { OwnerRecords } from "@widthwise/worker/owner";
import type { Visitors } from "../http/visitors.ts";
import { createOwnerGate, type OwnerGate } from "./gate.ts";
import { createOwnerPassword, type OwnerPassword } from "./password.ts";
import { openSessions, type Sessions } from "./sessions.ts";
import { createSignInLimit, type SignInLimit } from "./sign-in-limit.ts";

/** The parts that identify the owner. */
export type Owner = {
	readonly gate: OwnerGate;
	readonly password: OwnerPassword;
	readonly sessions: Sessions;
	/** Limits on wrong passwords at the sign-in page, and on wrong tokens that programs send. */
	readonly limits: { readonly password: SignInLimit; readonly token: SignInLimit };
};

/**
 * Opens the owner's sessions, and creates the gate and the password.
 *
 * @param options.siteUrl the public URL, if there is a proxy
 *
 * @example
 * const { gate, password, sessions } = await openOwner({ records, token, siteUrl, visitors, onError });
 */
export async function openOwner(options: {
	readonly records: OwnerRecords;
	readonly token: string;
	readonly siteUrl: string | undefined;
	readonly visitors: Pick<Visitors, "networkOf">;
	readonly onError: (error: unknown) => void;
}): Promise<Owner> {
	const { records, token, siteUrl, visitors } = options;
	const sessions = await openSessions(options);
	const limits = { password: createSignInLimit(Date.now), token: createSignInLimit(Date.now) };
	return {
		sessions,
		limits,
		gate: createOwnerGate({ token, sessions, siteUrl, visitors, tokenLimit: limits.token }),
		password: createOwnerPassword(records),
	};
}
