import type { Delivery } from "../delivery/deliver.ts";
import type { ErrorResponseOptions } from "../delivery/error-response.ts";
import { splitUrl } from "../delivery/split-url.ts";
import { WidthwiseError } from "../errors.ts";
import { isFinal } from "../photo/verdict.ts";
import type { ImageRequest } from "../url/image-request.ts";
import type { UrlGrammar } from "../url/url-grammar.ts";
import { ERROR_SECONDS, type SourcePhotos } from "./source-photos.ts";

/**
 * Makes the function that answers requests for images whose originals are in a source.
 *
 * @example
 * const respond = deliverFromSource({ urls, photos, delivery });
 * await respond(new Request("https://photos.example/images/trips/a.jpg?width=400"));
 */
export function deliverFromSource(options: {
	readonly urls: UrlGrammar;
	readonly photos: SourcePhotos;
	readonly delivery: Delivery;
}): (request: Request) => Response | Promise<Response> {
	const { urls, photos, delivery } = options;

	/** The photo that was published from the original. */
	async function sendWhenFound(
		request: Request,
		image: ImageRequest,
		finding: Promise<string>,
	): Promise<Response> {
		try {
			return await delivery.send(request, { ...image, photoId: await finding });
		} catch (error) {
			return delivery.refuse(request, error, describeError(error));
		}
	}

	async function sendOrFindAgain(
		request: Request,
		image: ImageRequest,
		photoId: string,
	): Promise<Response> {
		const response = await delivery.send(request, { ...image, photoId });
		if (response.status !== 404) return response;
		// Another process has published a newer version and removed this one.
		return sendWhenFound(request, image, photos.findAgain(image.photoId));
	}

	return (request) => {
		const { path, query } = splitUrl(request.url);
		const parsed = urls.parse(path, query);
		if (!parsed.ok) {
			return delivery.refuse(request, new WidthwiseError(parsed.code, parsed.message));
		}
		const found = photos.find(parsed.value.photoId);
		return typeof found === "string"
			? sendOrFindAgain(request, parsed.value, found)
			: sendWhenFound(request, parsed.value, found);
	};
}

/** What is wrong with an original stays so for a while: other caches may remember it, too. */
function describeError(error: unknown): ErrorResponseOptions {
	const cacheControl = `public, max-age=${ERROR_SECONDS}`;
	if (error instanceof WidthwiseError && error.code === "not-found") return { cacheControl };
	// RFC 9110, 15.5.21: the original, not the request or the server, is at fault.
	return isFinal(error) ? { status: 422, cacheControl } : {};
}
