import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { WidthwiseError } from "widthwise";

/** Tells the owner from a visitor. */
export type OwnerGate = {
	/** Whether a token is the owner's; takes the same time for every wrong one. */
	isToken(token: string): boolean;
	/** Whether a request comes with the owner's token or a signed-in session. */
	isOwner(request: Request): boolean;
	/**
	 * Lets only the owner pass.
	 * @throws {WidthwiseError} `unauthorized`; `forbidden` for a session used by another site's page
	 */
	requireOwner(request: Request): void;
	/** A `Set-Cookie` value that signs this browser in. */
	signInCookie(): string;
	/** A `Set-Cookie` value that signs this browser out. */
	signOutCookie(): string;
};

const COOKIE = "widthwise_session";
const SESSION_SECONDS = 30 * 24 * 3600;

/**
 * Makes the gate for an owner's token. Sessions are signed with it and expire after 30 days: a new
 * token ends them all.
 *
 * @param options.siteUrl where visitors find the site, if a proxy stands between: on https the cookie
 *   never travels without
 *
 * @example
 * const gate = createOwnerGate({ token, siteUrl: undefined });
 * gate.requireOwner(request);
 */
export function createOwnerGate(options: {
	readonly token: string;
	readonly siteUrl: string | undefined;
}): OwnerGate {
	const site = options.siteUrl === undefined ? null : new URL(options.siteUrl);
	const isSecure = site?.protocol === "https:";
	const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`;
	const sign = (expiry: number): string =>
		createHmac("sha256", options.token).update(`session ${expiry}`).digest("base64url");
	const isToken = (token: string): boolean => equalText(token, options.token);

	function hasSession(request: Request): boolean {
		const value = cookieValue(request.headers.get("cookie") ?? "", COOKIE);
		const [expiry, signature] = value.split(".");
		if (!expiry || !signature || !/^[0-9]{1,12}$/.test(expiry)) return false;
		return Number(expiry) > Date.now() / 1000 && equalText(signature, sign(Number(expiry)));
	}

	return {
		isToken,
		isOwner: (request) => isToken(bearer(request)) || hasSession(request),
		requireOwner(request) {
			if (isToken(bearer(request))) return;
			if (!hasSession(request)) {
				throw new WidthwiseError(
					"unauthorized",
					"Only the owner may do this: send Authorization: Bearer <OWNER_TOKEN> or sign in",
				);
			}
			if (!isSameOrigin(request, site)) {
				throw new WidthwiseError("forbidden", "This must come from a page of this site");
			}
		},
		signInCookie() {
			const expiry = Math.floor(Date.now() / 1000) + SESSION_SECONDS;
			return `${COOKIE}=${expiry}.${sign(expiry)}; Max-Age=${SESSION_SECONDS}; ${attributes}`;
		},
		signOutCookie: () => `${COOKIE}=; Max-Age=0; ${attributes}`,
	};
}

function bearer(request: Request): string {
	const match = /^Bearer +(.+)$/i.exec(request.headers.get("authorization") ?? "");
	return match?.[1]?.trim() ?? "";
}

/**
 * Browsers send `Origin` with every write; a request without one does not come from a page. A proxy
 * may put its own name into `Host`, so the site's configured one counts as well.
 */
function isSameOrigin(request: Request, site: URL | null): boolean {
	const origin = request.headers.get("origin");
	if (origin === null) return true;
	const host = URL.parse(origin)?.host;
	return host !== undefined && (host === request.headers.get("host") || host === site?.host);
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
