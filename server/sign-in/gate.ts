import { createHash, timingSafeEqual } from "node:crypto";
import type { SessionRecord } from "@widthwise/worker/owner";
import { AccessError } from "../http/access-error.ts";
import { requireSameOrigin } from "../http/same-origin.ts";
import { deviceName } from "./device-name.ts";
import { SESSION_SECONDS, type Sessions } from "./sessions.ts";

/** Tells the owner from a visitor. */
export type OwnerGate = {
	/** Whether a token is the owner's; takes the same time for every wrong one. */
	isToken(token: string): boolean;
	/** Whether a request comes with the owner's token or a signed-in session. */
	isOwner(request: Request): boolean;
	/** The session that a request comes with; `null` if there is none. */
	sessionOf(request: Request): SessionRecord | null;
	/**
	 * Lets only the owner pass.
	 * @throws {AccessError} `unauthorized`; `forbidden` for a session used by another site's page
	 */
	requireOwner(request: Request): void;
	/**
	 * Lets everybody pass but another site's page.
	 * @throws {AccessError} `forbidden`
	 */
	requireOwnPage(request: Request): void;
	/** Begins a session for a request's browser; resolves to a `Set-Cookie` value. */
	signIn(request: Request): Promise<string>;
	/** Ends a request's session; resolves to a `Set-Cookie` value that makes the browser forget it. */
	signOut(request: Request): Promise<string>;
};

const COOKIE = "widthwise_session";

/**
 * Makes the gate for an owner's token and sessions.
 *
 * @param options.siteUrl where visitors find the site, if a proxy stands between: on https the cookie
 *   never travels without
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
					"Only the owner may do this: send Authorization: Bearer <OWNER_TOKEN> or sign in",
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
	const match = /^Bearer +(.+)$/i.exec(request.headers.get("authorization") ?? "");
	return match?.[1]?.trim() ?? "";
}

function cookieValue(header: string, name: string): string {
	const pair = header.split(/; */).find((part) => part.startsWith(`${name}=`));
	return pair?.slice(name.length + 1) ?? "";
}

/** Hashed first, so that neither length nor content shows in the time it takes. */
function equalText(first: string, second: string): boolean {
	const digest = (text: string): Uint8Array => createHash("sha256").update(text).digest();
	return timingSafeEqual(digest(first), digest(second));
}
