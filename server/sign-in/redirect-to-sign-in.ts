import type { OwnerGate } from "./gate.ts";

/**
 * Redirects to the sign-in page, which leads back to the requested page.
 *
 * @example
 * if (!gate.isOwner(request)) return redirectToSignIn(request);
 */
export function redirectToSignIn(request: Request): Response {
	// Without a Host header, request.url is only a path.
	const { pathname, search } = new URL(request.url, "http://localhost");
	const wanted = encodeURIComponent(pathname + search);
	return new Response(null, {
		status: 303,
		headers: { Location: `/sign-in?wanted=${wanted}`, "Cache-Control": "no-store" },
	});
}

/**
 * Returns the path of the page to show after signing in: the requested one if it is on this site,
 * otherwise the home page.
 *
 * @example
 * pageAfterSignIn("/desk?cursor=7"); // the same
 * pageAfterSignIn("//elsewhere.example/"); // "/"
 */
export function pageAfterSignIn(wanted: string | undefined): string {
	// To browsers, "//" and "/\" begin the URL of another site.
	return wanted !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(wanted) ? wanted : "/";
}

/**
 * A hook that redirects visitors of the owner's pages to the sign-in page. POST requests pass:
 * `ownerForm` checks them.
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
