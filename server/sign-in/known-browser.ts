import { randomBytes } from "node:crypto";
import { readSignedText, signText } from "./signed-text.ts";

/** Seconds: browsers keep a cookie for at most 400 days (RFC 6265bis, 5.6.2). */
export const KNOWN_SECONDS = 400 * 24 * 3600;

/**
 * Makes the value of the cookie by which a browser is known in which the owner has signed in. It gives no
 * access: it only passes the limit on wrong passwords from everywhere, which others may have reached.
 *
 * @example
 * makeKnownBrowser(token, Date.now());
 */
export function makeKnownBrowser(token: string, now: number): string {
	const text = `${randomBytes(12).toString("base64url")}.${now + KNOWN_SECONDS * 1000}`;
	return signText("browser", text, token);
}

/**
 * Reads the value of the cookie; `null` if the browser is not known.
 *
 * @returns an id of the browser
 *
 * @example
 * readKnownBrowser(value, token, Date.now());
 */
export function readKnownBrowser(value: string, token: string, now: number): string | null {
	const [id, expiry] = readSignedText("browser", value, token)?.split(".") ?? [];
	return id !== undefined && Number(expiry) > now ? id : null;
}
