import { publicError } from "../http/error-response.ts";
import { HTTP_STATUS } from "../http/error-status.ts";
import { ErrorPage } from "./error-page.tsx";
import { page, type Site } from "./layout.tsx";

/**
 * Whether a person waits for the answer in a browser's window, not a program: programs name no HTML,
 * and what is under /api and /media is for them.
 *
 * @param path what was asked for; the request's own address may be unreadable
 *
 * @example
 * isPageRequest(request, "/nowhere"); // true for Accept: text/html
 */
export function isPageRequest(request: Request, path: string): boolean {
	if (path.startsWith("/api/") || path.startsWith("/media/")) return false;
	return (request.headers.get("accept") ?? "").includes("text/html");
}

/**
 * The page that says what went wrong and leads on, under the error's own status.
 *
 * @example
 * return errorPageResponse({ site, isOwner: false }, new WidthwiseError("not-found", "There is no such photo"));
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
	return response;
}
