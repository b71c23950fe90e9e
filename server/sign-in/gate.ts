import { createHash, timingSafeEqual } from "node:crypto";
import type { SessionRecord } from "@widthwise/worker/owner";
import { AccessError } from "../http/access-error.ts";
import { requireSameOrigin } from "../http/same-origin.ts";
import type { Visitors } from "../http/visitors.ts";
import { createBearerCheck } from "./bearer-check.ts";
import { deviceName } from "./device-name.ts";
import { KNOWN_SECONDS, makeKnownBrowser, readKnownBrowser } from "./known-browser.ts";
import { SESSION_SECONDS, type Sessions } from "./sessions.ts";
import type { SignInLimit } from "./sign-in-limit.ts";
import { readSignInLink, type SignInLink } from "./sign-in-link.ts";

/** Distinguishes the owner from visitors. */
export type OwnerGate = {
	/** Whether a token is the owner's; takes the same time for every wrong token. */
	isToken(token: string): boolean;
	/** Whether a request has the owner's token or a valid session cookie. */
	isOwner(request: Request): boolean;
	/** The session of a request's cookie; `null` if there is none. */
	sessionOf(request: Request): SessionRecord | null;
	/**
	 * Refuses requests that are not the owner's.
	 * @throws {AccessError} `unauthorized`; `forbidden` if another site's page uses the session;
	 *   `too-many-attempts` if its network has sent too many wrong tokens
	 */
	requireOwner(request: Request): void;
	/**
	 * Refuses requests from other sites' pages.
	 * @throws {AccessError} `forbidden`
	 */
	requireOwnPage(request: Request): void;
	/** Begins a session for the browser that sent the request; resolves to `Set-Cookie` values. */
	signIn(request: Request): Promise<readonly string[]>;
	/** Reads the secret of a link to sign in with; `null` if it is not genuine or has expired. */
	readLink(secret: string): SignInLink | null;
	/** An id of the browser that sent the request, if the owner has signed in there before. */
	knownBrowser(request: Request): string | null;
	/** Ends a request's session; resolves to a `Set-Cookie` value that deletes the cookie. */
	signOut(request: Request): Promise<string>;
};

const COOKIE = "widthwise_session";

/** Tells apart browsers in which the owner has signed in before. */
const KNOWN_COOKIE = "widthwise_browser";

/**
 * Makes the gate for an owner's token and sessions.
 *
 * @param options.siteUrl the public URL, if there is a proxy; with https, the cookie is `Secure`
 * @param options.tokenLimit limits wrong tokens in `Authorization`
 *
 * @example
 * const gate = createOwnerGate({ token, sessions, siteUrl: undefined, visitors, tokenLimit });
 * gate.requireOwner(request);
 */
export function createOwnerGate(options: {
	readonly token: string;
	readonly sessions: Sessions;
	readonly siteUrl: string | undefined;
	readonly visitors: Pick<Visitors, "networkOf">;
	readonly tokenLimit: SignInLimit;
}): OwnerGate {
	const { token, sessions, visitors, tokenLimit } = options;
	const site = options.siteUrl === undefined ? null : new URL(options.siteUrl);
	const isSecure = site?.protocol === "https:";
	const common = `HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`;
	const attributes = `Path=/; ${common}`;
	const isToken = (text: string): boolean => equalText(text, token);
	const bearers = createBearerCheck({ isToken, networkOf: visitors.networkOf, limit: tokenLimit });
	const sessionOf = (request: Request): SessionRecord | null => {
		const secret = cookieValue(request.headers.get("cookie") ?? "", COOKIE);
		return secret === "" ? null : sessions.find(secret);
	};
	const requireOwnPage = (request: Request): void => requireSameOrigin(request, site);
	return {
		isToken,
		isOwner: (request) => bearers.isOwner(request) || sessionOf(request) !== null,
		sessionOf,
		requireOwner(request) {
			if (bearers.isOwner(request)) return;
			if (!sessionOf(request)) {
				bearers.requireAttempts(request);
				throw new AccessError(
					"unauthorized",
					"Only the owner can do this: sign in, or send Authorization: Bearer <OWNER_TOKEN>",
				);
			}
			requireOwnPage(request);
		},
		requireOwnPage,
		async signIn(request) {
			const secret = await sessions.begin(deviceName(request.headers.get("user-agent")));
			const known = makeKnownBrowser(token, Date.now());
			return [
				`${COOKIE}=${secret}; Max-Age=${SESSION_SECONDS}; ${attributes}`,
				`${KNOWN_COOKIE}=${known}; Max-Age=${KNOWN_SECONDS}; Path=/sign-in; ${common}`,
			];
		},
		readLink: (secret) => readSignInLink(secret, token, Date.now()),
		knownBrowser(request) {
			const value = cookieValue(request.headers.get("cookie") ?? "", KNOWN_COOKIE);
			return readKnownBrowser(value, token, Date.now());
		},
		async signOut(request) {
			const session = sessionOf(request);
			if (session) await sessions.end([session.id]);
			return `${COOKIE}=; Max-Age=0; ${attributes}`;
		},
	};
}

function cookieValue(header: string, name: string): string {
	const pair = header.split(/; */).find((part) => part.startsWith(`${name}=`));
	return pair?.slice(name.length + 1) ?? "";
}

/** Compares hashes, so that the time taken reveals neither length nor content. */
function equalText(first: string, second: string): boolean {
	const digest = (text: string): Uint8Array => createHash("sha256").update(text).digest();
	return timingSafeEqual(digest(first), digest(second));
}
