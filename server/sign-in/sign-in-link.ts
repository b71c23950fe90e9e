import { randomBytes } from "node:crypto";
import { readSignedText, signText } from "./signed-text.ts";

/** How long a link can be used, in milliseconds: a day. */
const LIFETIME_MS = 24 * 3600_000;

/** A link that somebody may sign in with, once. */
export type SignInLink = { readonly id: string; readonly expiresAt: Date };

/**
 * Makes the path of a link to sign in with. It does not contain the owner's token: proxies log URLs. The
 * signature says that it is genuine; the database says whether it has been used.
 *
 * @param now milliseconds since 1970
 *
 * @example
 * signInPath(token, Date.now()); // "/sign-in?link=..."
 */
export function signInPath(token: string, now: number): string {
	const text = `${randomBytes(12).toString("base64url")}.${now + LIFETIME_MS}`;
	return `/sign-in?link=${signText("link", text, token)}`;
}

/**
 * Reads the secret of a link; `null` if it is not genuine or has expired.
 *
 * @param now milliseconds since 1970
 *
 * @example
 * readSignInLink(secret, token, Date.now())?.id;
 */
export function readSignInLink(secret: string, token: string, now: number): SignInLink | null {
	const [id, expiry] = readSignedText("link", secret, token)?.split(".") ?? [];
	if (id === undefined || !(Number(expiry) > now)) return null;
	return { id, expiresAt: new Date(Number(expiry)) };
}
