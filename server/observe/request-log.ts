import type { Log } from "@widthwise/worker/logging";
import type { ImageAnswer } from "widthwise/handler";
import { CLIENT_LEFT } from "widthwise/internal";
import { nameRequest, REQUEST_ID } from "../http/request-id.ts";
import type { Visitors } from "../http/visitors.ts";

/** Answers a request. */
type Respond = (request: Request) => Response | Promise<Response>;

/** Writes a line of the log for each request, and gives each an id. */
export type RequestLog = {
	/** Wraps a handler that says by `noteRoute` which route answers. */
	wrap(respond: (request: Request) => unknown): (request: Request) => Promise<unknown>;
	/** Ends a request that no wrapped handler has answered: `startedAt` as of `performance.now()`. */
	end(request: Request, route: string, startedAt: number, response: Response): Response;
	/** Wraps the handler of an image route, at as little cost for hits as possible. */
	wrapImages(route: string, respond: Respond): Respond;
	/** The id of a request, for other lines of the log. */
	idOf(request: Request): string;
	/** Notes the pattern of the route that answers a request. */
	noteRoute(request: Request, route: string): void;
	/** Notes the code of the error that a request is answered with. */
	noteError(request: Request, code: string): void;
	/** Notes the image that a request is answered with. */
	noteImage(request: Request, image: ImageAnswer): void;
};

/** What is known of a request besides its answer. */
type Notes = { route?: string; code?: string; image?: ImageAnswer };

/** A photo's id in a path. */
const PHOTO_ID = /\/(?:media|photos)\/([0-9a-f]{32})(?:$|[/?])/;

/** Asked every few seconds, by programs. */
const PROBES = ["/healthz", "/readyz"];

/**
 * Creates the log of requests. Lines have the pattern of the route, never the URL: sign-in links and
 * forms have secrets in theirs. Images from memory or store, and probes, are of the level `debug`.
 *
 * Answers have the id as `X-Request-Id`, unless caches may keep them for everybody.
 *
 * @example
 * const requests = createRequestLog({ log, visitors });
 * app.wrap(requests.wrap);
 */
export function createRequestLog(options: {
	readonly log: Pick<Log, "debug" | "info" | "isOn">;
	readonly visitors: Pick<Visitors, "isForwarded">;
}): RequestLog {
	const { log, visitors } = options;
	const allNotes = new WeakMap<Request, Notes>();
	const ids = new WeakMap<Request, string>();
	const isDebug = log.isOn("debug");

	function note(request: Request, notes: Notes): void {
		allNotes.set(request, { ...allNotes.get(request), ...notes });
	}

	/** The id of a request, which is given once: what was sent with it may be from anybody. */
	function idOf(request: Request): string {
		const id = ids.get(request) ?? nameRequest(request, () => visitors.isForwarded(request));
		ids.set(request, id);
		return id;
	}

	function end(request: Request, startedAt: number, response: Response): Response {
		const requestId = idOf(request);
		const { route = "(none)", code, image } = allNotes.get(request) ?? {};
		const status = request.signal.aborted ? CLIENT_LEFT : response.status;
		const level = isHit(image) || PROBES.includes(route) ? "debug" : "info";
		if (log.isOn(level)) {
			log[level](`${request.method} ${route} ${status}`, {
				requestId,
				method: request.method,
				route,
				photoId: PHOTO_ID.exec(request.url)?.[1],
				status,
				code,
				...(image?.origin && { origin: image.origin, bucket: image.bucket ?? "master" }),
				ms: Math.round((performance.now() - startedAt) * 10) / 10,
				bytes: image ? image.bytes : bytesOf(request, response),
			});
		}
		if (!isPublic(response)) response.headers.set(REQUEST_ID, requestId);
		return response;
	}

	return {
		wrap: (respond) => async (request) => {
			const startedAt = performance.now();
			idOf(request);
			const response = await respond(request);
			return response instanceof Response ? end(request, startedAt, response) : response;
		},
		end(request, route, startedAt, response) {
			note(request, { route });
			return end(request, startedAt, response);
		},
		wrapImages(route, respond) {
			const finish = (request: Request, startedAt: number, response: Response): Response => {
				// Hits have no notes unless they are logged.
				if (!allNotes.has(request)) return response;
				note(request, { route });
				return end(request, startedAt, response);
			};
			return (request) => {
				const startedAt = performance.now();
				const response = respond(request);
				return response instanceof Promise
					? response.then((late) => finish(request, startedAt, late))
					: finish(request, startedAt, response);
			};
		},
		idOf,
		noteRoute: (request, route) => note(request, { route }),
		noteError: (request, code) => note(request, { code }),
		noteImage(request, image) {
			if (isDebug || !isHit(image)) note(request, { image });
		},
	};
}

function isHit(image: ImageAnswer | undefined): boolean {
	return image?.origin === "memory" || image?.origin === "store";
}

/** An id in a cached answer would be that of another request. */
function isPublic({ headers }: Response): boolean {
	return headers.get("cache-control")?.includes("public") ?? false;
}

/** Bytes of the body; `undefined` if they are not known, as of a stream. */
function bytesOf({ method }: Request, { status, headers }: Response): number | undefined {
	if (method === "HEAD" || status === 204 || status === 304) return 0;
	const length = headers.get("content-length");
	return length === null ? undefined : Number(length);
}
