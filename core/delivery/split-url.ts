/**
 * Splits a request's URL into its raw path and query. It does not use `URL`, which normalises the
 * path, because the grammar must see the path exactly as it was sent.
 *
 * @param url absolute, as in `Request.url`
 *
 * @example
 * splitUrl("https://photos.example/media/a.jpg?width=400#top");
 * // { path: "/media/a.jpg", query: "width=400" }
 */
export function splitUrl(url: string): { readonly path: string; readonly query: string } {
	const pathStart = url.indexOf("/", url.indexOf("://") + 3);
	const fragment = url.indexOf("#");
	const end = fragment < 0 ? url.length : fragment;
	const mark = url.indexOf("?");
	if (mark < 0 || mark > end) return { path: url.slice(pathStart, end), query: "" };
	return { path: url.slice(pathStart, mark), query: url.slice(mark + 1, end) };
}
