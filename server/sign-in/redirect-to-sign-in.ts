import type { OwnerGate } from "./gate.ts";

/**
 * Sends a visitor to the sign-in page, and from there to the page that was asked for.
 *
 * @example
 * if (!gate.isOwner(request)) return redirectToSignIn(request);
 */
export function redirectToSignIn(request: Request): Response {
	// Without a Host header the address is but a path.
	const { pathname, search } = new URL(request.url, "http://localhost");
	const wanted = encodeURIComponent(pathname + search);
	return new Response(null, {
		status: 303,
		headers: { Location: `/sign-in?wanted=${wanted}`, "Cache-Control": "no-store" },
	});
}

/**
 * The page to show after signing in: the one that was wanted, if it is one of ours; else the home page.
 *
 * @example
 * pageAfterSignIn("/desk?cursor=7"); // the same
 * pageAfterSignIn("//elsewhere.example/"); // "/"
 */
export function pageAfterSignIn(wanted: string | undefined): string {
	// Browsers take two slashes, backslashes too, for the beginning of another site's address.
	return wanted !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(wanted) ? wanted : "/";
}

/**
 * A hook that sends visitors of the owner's pages to the sign-in page. Forms pass: they are judged when
 * they are read.
 *
 * @example
 * app.onBeforeHandle(redirectVisitors(gate));
 */
export function redirectVisitors(
	gate: Pick<OwnerGate, "isOwner">,
): (context: { readonly request: Request }) => Response | undefined {
	return ({ request }) =>
		request.method !== "POST" && !gate.isOwner(request) ? redirectToSignIn(request) : undefined;
}
