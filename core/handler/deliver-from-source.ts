import type { Waiter } from "../async/waiters.ts";
import type { Delivery } from "../delivery/deliver.ts";
import type { ErrorResponseOptions } from "../delivery/error-response.ts";
import { splitUrl } from "../delivery/split-url.ts";
import { type ClientOf, waitFor } from "../delivery/wait-for.ts";
import { WidthwiseError } from "../errors.ts";
import { isFinal } from "../photo/verdict.ts";
import type { ImageRequest } from "../url/image-request.ts";
import type { UrlGrammar } from "../url/url-grammar.ts";
import { ERROR_SECONDS, type SourcePhotos } from "./source-photos.ts";

/** Seconds after which a new original has probably been published. */
const RETRY_SECONDS = 10;

/**
 * Makes the function that answers requests for images whose originals are in a source.
 *
 * @param options.clientOf names the client of a request: clients take turns
 *
 * @example
 * const respond = deliverFromSource({ urls, photos, delivery });
 * await respond(new Request("https://photos.example/images/trips/a.jpg?width=400"));
 */
export function deliverFromSource(options: {
	readonly urls: UrlGrammar;
	readonly photos: SourcePhotos;
	readonly delivery: Delivery;
	readonly clientOf?: ClientOf | undefined;
}): (request: Request) => Response | Promise<Response> {
	const { urls, photos, delivery } = options;

	/** Sends the photo that was published from the original. */
	async function findAndSend(
		request: Request,
		image: ImageRequest,
		find: (waiter: Waiter) => string | Promise<string>,
	): Promise<Response> {
		const waiting = waitFor(request, { ...options, retryAfterSeconds: () => RETRY_SECONDS });
		try {
			const photoId = await find(waiting.waiter);
			return await delivery.send(request, { ...image, photoId });
		} catch (error) {
			return delivery.refuse(request, error, describeError(error));
		} finally {
			waiting.end();
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
		return findAndSend(request, image, (waiter) => photos.findAgain(image.photoId, waiter));
	}

	return (request) => {
		const { path, query } = splitUrl(request.url);
		const parsed = urls.parse(path, query);
		if (!parsed.ok) {
			return delivery.refuse(request, new WidthwiseError(parsed.code, parsed.message));
		}
		const image = parsed.value;
		const known = photos.known(image.photoId);
		return known === null
			? findAndSend(request, image, (waiter) => photos.find(image.photoId, waiter))
			: sendOrFindAgain(request, image, known);
	};
}

/** What is wrong with an original stays so for a while: other caches may remember it, too. */
function describeError(error: unknown): ErrorResponseOptions {
	const cacheControl = `public, max-age=${ERROR_SECONDS}`;
	if (error instanceof WidthwiseError && error.code === "not-found") return { cacheControl };
	// RFC 9110, 15.5.21: the original, not the request or the server, is at fault.
	return isFinal(error) ? { status: 422, cacheControl } : {};
}
