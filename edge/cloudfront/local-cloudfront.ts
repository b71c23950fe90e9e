import { createSingleFlight } from "widthwise/internal";
import type { FunctionRequest, FunctionResponse } from "../viewer-request/event.ts";
import { runCloudFrontFunction } from "../viewer-request/function-runtime.ts";
import { type CacheLayer, createCacheNetwork } from "./cache-network.ts";
import type { HttpResponse, ViewerRequest } from "./messages.ts";
import { type CachePolicy, timeToLive } from "./time-to-live.ts";
import { viewerEvent } from "./viewer-event.ts";

/** A distribution on this machine. */
export type LocalCloudFront = {
	/** Answers a visitor at a point of presence, numbered from 0. */
	respond(request: ViewerRequest, pointOfPresence: number): Promise<HttpResponse>;
	/** Removes a path from every cache; with a `*` at its end, all paths with this prefix. */
	invalidate(path: string): void;
};

/** The source of a response. */
type Source = CacheLayer | "origin";

/** The size of an entry besides its body, in bytes: headers and key. */
const ENTRY_BYTES = 500;

/**
 * Makes a distribution that handles requests as CloudFront does. It runs the viewer function, looks up
 * the resulting path in the caches, sends a miss to the origin (once for all waiting visitors), and
 * applies the response headers policy. Range requests, compression and revalidation of expired entries
 * are not modelled.
 *
 * @param options.script the viewer-request function
 * @param options.requestOrigin answers a miss
 * @param options.responseHeaders added to every response, except those of the function itself
 * @param options.now returns the time, in milliseconds
 *
 * @example
 * const cloudFront = createLocalCloudFront({ script, requestOrigin, policy: OUR_CACHE_POLICY, responseHeaders: OUR_RESPONSE_HEADERS, pointsOfPresence: 3, pointOfPresenceBytes: 1e9, regionBytes: 1e10, now: Date.now });
 * const { status } = await cloudFront.respond(request, 0);
 */
export function createLocalCloudFront(options: {
	readonly script: string;
	readonly requestOrigin: (path: string) => Promise<HttpResponse>;
	readonly policy: CachePolicy;
	readonly responseHeaders: Readonly<Record<string, string>>;
	readonly pointsOfPresence: number;
	readonly pointOfPresenceBytes: number;
	readonly regionBytes: number;
	readonly now: () => number;
}): LocalCloudFront {
	const { requestOrigin, policy, now } = options;
	const handler = runCloudFrontFunction(options.script);
	const caches = createCacheNetwork<HttpResponse>(options);
	const misses = createSingleFlight<HttpResponse>();

	async function fetchAndCache(path: string, pointOfPresence: number): Promise<HttpResponse> {
		const answer = await misses.run(path, () => requestOrigin(path));
		const ttl = timeToLive(answer.status, answer.headers["cache-control"], policy);
		const bytes = answer.body.length + ENTRY_BYTES;
		caches.store(pointOfPresence, path, { value: answer, bytes, ttlMs: ttl * 1000 }, now());
		return answer;
	}

	async function load(path: string, pointOfPresence: number): Promise<HttpResponse> {
		const found = caches.lookup(pointOfPresence, path, now());
		if (!found) return withHeaders(await fetchAndCache(path, pointOfPresence), "origin", null);
		const { value, fetchedAtMs } = found.entry;
		return withHeaders(value, found.layer, Math.floor((now() - fetchedAtMs) / 1000));
	}

	function withHeaders(answer: HttpResponse, source: Source, age: number | null): HttpResponse {
		return {
			...answer,
			headers: {
				...answer.headers,
				...options.responseHeaders,
				...(age !== null && { age: String(age) }),
				"x-cache": `${resultOf(answer, source)} from cloudfront`,
				"server-timing": serverTiming(source),
			},
		};
	}

	return {
		async respond(request, pointOfPresence) {
			const outcome = handler(viewerEvent(request));
			const isAnswered = "statusCode" in outcome;
			const answer = isAnswered
				? functionResponse(outcome)
				: await load(uriOf(outcome), pointOfPresence);
			return conditional(request, answer);
		},
		invalidate: (path) => caches.invalidate(path),
	};
}

function resultOf({ status }: HttpResponse, source: Source): string {
	if (status >= 400) return "Error";
	return source === "origin" ? "Miss" : "Hit";
}

function serverTiming(source: Source): string {
	if (source === "origin") return "cdn-cache-miss";
	return `cdn-cache-hit, cdn-hit-layer;desc="${source === "region" ? "REC" : "EDGE"}"`;
}

function uriOf({ uri }: FunctionRequest): string {
	if (uri.startsWith("/")) return uri;
	throw new Error(`The function must return a path that begins with a slash, got ${uri}`);
}

function functionResponse({ statusCode, headers, body }: FunctionResponse): HttpResponse {
	const own = Object.keys(headers).map((name) => [name, headers[name]?.value ?? ""]);
	return {
		status: statusCode,
		headers: { ...Object.fromEntries(own), "x-cache": "FunctionGeneratedResponse from cloudfront" },
		body: new TextEncoder().encode(body),
	};
}

/** RFC 9110, 13.1.2: if the visitor has the image already, the response is a 304 without a body. */
function conditional(request: ViewerRequest, answer: HttpResponse): HttpResponse {
	const condition = request.headers.find(([name]) => name.toLowerCase() === "if-none-match")?.[1];
	const tags = condition?.split(",").map((tag) => tag.trim().replace(/^W\//, "")) ?? [];
	const etag = answer.headers.etag;
	if (answer.status !== 200 || !etag || !(tags.includes(etag) || tags.includes("*"))) return answer;
	return { ...answer, status: 304, body: new Uint8Array() };
}
