import { createHash, timingSafeEqual } from "node:crypto";
import type { SessionRecord } from "@widthwise/worker/owner";
import { AccessError } from "../http/access-error.ts";
import { requireSameOrigin } from "../http/same-origin.ts";
import { deviceName } from "./device-name.ts";
import { SESSION_SECONDS, type Sessions } from "./sessions.ts";

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
	 * @throws {AccessError} `unauthorized`; `forbidden` if another site's page uses the session
	 */
	requireOwner(request: Request): void;
	/**
	 * Refuses requests from other sites' pages.
	 * @throws {AccessError} `forbidden`
	 */
	requireOwnPage(request: Request): void;
	/** Begins a session for the browser that sent the request; resolves to a `Set-Cookie` value. */
	signIn(request: Request): Promise<string>;
	/** Ends a request's session; resolves to a `Set-Cookie` value that deletes the cookie. */
	signOut(request: Request): Promise<string>;
};

const COOKIE = "widthwise_session";

/**
 * Makes the gate for an owner's token and sessions.
 *
 * @param options.siteUrl the public URL, if there is a proxy; with https, the cookie is `Secure`
 *
 * @example
 * const gate = createOwnerGate({ token, sessions, siteUrl: undefined });
 * gate.requireOwner(request);
 */
export function createOwnerGate(options: {
	readonly token: string;
	readonly sessions: Sessions;
	readonly siteUrl: string | undefined;
}): OwnerGate {
	const { token, sessions } = options;
	const site = options.siteUrl === undefined ? null : new URL(options.siteUrl);
	const isSecure = site?.protocol === "https:";
	const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`;
	const isToken = (text: string): boolean => equalText(text, token);
	const sessionOf = (request: Request): SessionRecord | null => {
		const secret = cookieValue(request.headers.get("cookie") ?? "", COOKIE);
		return secret === "" ? null : sessions.find(secret);
	};
	const requireOwnPage = (request: Request): void => requireSameOrigin(request, site);
	return {
		isToken,
		isOwner: (request) => isToken(bearer(request)) || sessionOf(request) !== null,
		sessionOf,
		requireOwner(request) {
			if (isToken(bearer(request))) return;
			if (!sessionOf(request)) {
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
			return `${COOKIE}=${secret}; Max-Age=${SESSION_SECONDS}; ${attributes}`;
		},
		async signOut(request) {
			const session = sessionOf(request);
			if (session) await sessions.end([session.id]);
			return `${COOKIE}=; Max-Age=0; ${attributes}`;
		},
	};
}

function bearer(request: Request): string {
	const match = /^Bearer +([^ ].*)$/i.exec(request.headers.get("authorization") ?? "");
	return match?.[1]?.trim() ?? "";
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
