import { createHmac, timingSafeEqual } from "node:crypto";

/** Bytes of a signature. */
const SIGNATURE_BYTES = 32;

/**
 * Signs a text for one purpose, with the owner's token as the key.
 *
 * @param purpose keeps a text that was signed for one purpose from being used for another
 *
 * @example
 * signText("link", "some-id.1796000000", token); // "some-id.1796000000.3q2-7w..."
 */
export function signText(purpose: string, text: string, token: string): string {
	return `${text}.${signatureOf(purpose, text, token).toString("base64url")}`;
}

/**
 * Reads a text that {@link signText} signed for the same purpose; `null` if the signature is wrong.
 *
 * @example
 * readSignedText("link", "some-id.1796000000.3q2-7w...", token); // "some-id.1796000000"
 */
export function readSignedText(purpose: string, signed: string, token: string): string | null {
	const end = signed.lastIndexOf(".");
	if (end < 0) return null;
	const text = signed.slice(0, end);
	const signature = Buffer.from(signed.slice(end + 1), "base64url");
	if (signature.length !== SIGNATURE_BYTES) return null;
	return timingSafeEqual(signature, signatureOf(purpose, text, token)) ? text : null;
}

function signatureOf(purpose: string, text: string, token: string): Buffer {
	return createHmac("sha256", token).update(`${purpose} ${text}`).digest();
}
