import { attachment } from "./content-disposition.ts";
import { zipOriginals } from "./zip-originals.ts";

/**
 * Answers with the originals of photos, as a ZIP. Its length is not known before its end.
 *
 * @param name of the file that the browser saves, without its extension
 *
 * @example
 * return zipResponse("Photos", ids, { catalogue, media });
 */
export function zipResponse(
	name: string,
	ids: Iterable<string>,
	parts: Parameters<typeof zipOriginals>[1],
): Response {
	return new Response(zipOriginals(ids, parts), {
		headers: {
			"Content-Type": "application/zip",
			"Content-Disposition": attachment(`${name}.zip`),
			"Cache-Control": "private, no-store",
			"X-Content-Type-Options": "nosniff",
		},
	});
}
