import { publicError } from "../http/error-response.ts";
import { HTTP_STATUS } from "../http/error-status.ts";
import { retryAfterHeader } from "../http/retry-after.ts";
import { ErrorPage } from "./error-page.tsx";
import { page, type Site } from "./layout.tsx";

/**
 * Whether a request is for a page: it accepts HTML, and is not for /api or /media.
 *
 * @param path the requested path; the request's own URL may be invalid
 *
 * @example
 * isPageRequest(request, "/nowhere"); // true for Accept: text/html
 */
export function isPageRequest(request: Request, path: string): boolean {
	if (path.startsWith("/api/") || path.startsWith("/media/")) return false;
	return (request.headers.get("accept") ?? "").includes("text/html");
}

/**
 * Renders an error as a page, with the error's HTTP status.
 *
 * @example
 * return errorPageResponse({ site, isOwner: false }, new WidthwiseError("not-found", "No such photo"));
 */
export async function errorPageResponse(
	{ site, isOwner }: { readonly site: Site; readonly isOwner: boolean },
	error: unknown,
): Promise<Response> {
	const { code, message } = publicError(error);
	const status = HTTP_STATUS[code];
	const title = status === 404 ? "Not found" : "Something went wrong";
	const response = await page(
		{ title, isOwner, site },
		<ErrorPage title={title} message={message} status={status} code={code} />,
		status,
	);
	response.headers.set("Cache-Control", "no-store");
	for (const [name, value] of Object.entries(retryAfterHeader(error))) {
		response.headers.set(name, value);
	}
	return response;
}
