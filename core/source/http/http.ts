/**
 * Originals on other web servers, for `createImageHandler`.
 *
 * @module
 */

import type { IncomingMessage } from "node:http";
import { WidthwiseError } from "../../errors.ts";
import { contentHash } from "../../photo/content-hash.ts";
import { originalReplaced, originalTooLarge, sourceUnavailable } from "../errors.ts";
import type { Source, SourceImage } from "../source.ts";
import { type AllowedUrls, allowedUrls } from "./allowed-urls.ts";
import { readImage } from "./read-body.ts";
import { type Resolve, resolveHost, sendRequest } from "./send.ts";

export type { Resolve } from "./send.ts";

/** Which server has the originals. At least one of `origin` and `hosts` is needed. */
export type HttpSourceOptions = {
	/** The URL that ids are paths below, with a slash at its end. Without it, ids begin with a host. */
	readonly origin?: string | undefined;
	/** Hosts that may be requested, too, as `photos.example` or `photos.example:8443`. */
	readonly hosts?: readonly string[] | undefined;
	/** Also hosts with private, loopback and link-local addresses. Default: `false`. */
	readonly allowsPrivateAddresses?: boolean | undefined;
	/** Milliseconds for a lookup, and for a download. Default 20 000. */
	readonly timeoutMs?: number | undefined;
	/** Resolves names. Default: the system's resolver. */
	readonly resolve?: Resolve | undefined;
};

/** Redirects of one request. */
const MAX_REDIRECTS = 5;

/** Bytes of an original whose server gives no version, so that it is read to be looked up. */
const MAX_UNVERSIONED_BYTES = 64e6;

/** Statuses for what does not exist. S3 answers 403 to those who may not list the bucket. */
const MISSING = [403, 404, 410];

type Send = (method: "GET" | "HEAD", url: URL, signal?: AbortSignal) => Promise<IncomingMessage>;

/**
 * Makes a source of the images of other web servers. Only listed hosts are requested, redirects
 * included, and only at addresses on the public internet. Originals whose server gives neither an ETag nor
 * a date are downloaded whenever they are looked up.
 *
 * @throws {WidthwiseError} `misconfigured` without a host; from its functions: `unavailable`,
 *   `file-too-large`, `not-an-image`, `unsupported-format`, or `busy` if an original was replaced
 *
 * @example
 * const source = createHttpSource({ origin: "https://photos.example/originals/" });
 * await source.find("trips/a.jpg"); // https://photos.example/originals/trips/a.jpg
 */
export function createHttpSource(options: HttpSourceOptions): Source {
	const urls = allowedUrls(options);
	const { allowsPrivateAddresses = false, resolve = resolveHost, timeoutMs = 20_000 } = options;
	const send: Send = (method, url, signal) => {
		const limit = AbortSignal.timeout(timeoutMs);
		const either = signal ? AbortSignal.any([signal, limit]) : limit;
		return follow(urls, url, (next) =>
			sendRequest(method, next, either, { allowsPrivateAddresses, resolve }),
		);
	};
	return {
		async find(id, signal) {
			const url = urls.urlOf(id);
			return url && translateErrors(findAt(url, send, signal));
		},
	};
}

async function findAt(
	url: URL,
	send: Send,
	signal: AbortSignal | undefined,
): Promise<SourceImage | null> {
	const head = await send("HEAD", url, signal);
	head.destroy();
	if (isMissing(head)) return null;
	const version = head.statusCode === 200 ? versionOf(head) : null;
	if (version === null) return downloadUnversioned(url, send, signal);
	return {
		version,
		read: (maxBytes, signal) => translateErrors(download(url, version, maxBytes, send, signal)),
	};
}

/** For servers that give no version, or do not support HEAD. */
async function downloadUnversioned(
	url: URL,
	send: Send,
	signal: AbortSignal | undefined,
): Promise<SourceImage | null> {
	const response = await send("GET", url, signal);
	if (isMissing(response)) {
		response.destroy();
		return null;
	}
	const bytes = await readOk(response, MAX_UNVERSIONED_BYTES);
	return {
		version: await contentHash(bytes),
		async read(maxBytes) {
			if (bytes.length > maxBytes) throw originalTooLarge(maxBytes);
			return bytes;
		},
	};
}

async function download(
	url: URL,
	version: string,
	maxBytes: number,
	send: Send,
	signal: AbortSignal | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
	const response = await send("GET", url, signal);
	if (response.statusCode !== 200 || versionOf(response) === version) {
		return readOk(response, maxBytes);
	}
	response.destroy();
	throw originalReplaced();
}

function readOk(response: IncomingMessage, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
	if (response.statusCode === 200) return readImage(response, maxBytes);
	response.destroy();
	throw new Error(`The server answered ${response.statusCode}`);
}

function isMissing({ statusCode = 0 }: IncomingMessage): boolean {
	return MISSING.includes(statusCode);
}

/** Follows redirects, each to an allowed URL. */
async function follow(
	urls: AllowedUrls,
	first: URL,
	send: (url: URL) => Promise<IncomingMessage>,
): Promise<IncomingMessage> {
	let url = first;
	for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
		const response = await send(url);
		const { location } = response.headers;
		if (![301, 302, 303, 307, 308].includes(response.statusCode ?? 0) || location === undefined) {
			return response;
		}
		response.destroy();
		url = new URL(location, url);
		if (!urls.isAllowed(url))
			throw new Error(`A redirect leads to ${url.origin}, which is not allowed`);
	}
	throw new Error(`More than ${MAX_REDIRECTS} redirects`);
}

function versionOf({ headers }: IncomingMessage): string | null {
	const { etag, "last-modified": modified, "content-length": length } = headers;
	if (etag !== undefined) return etag;
	return modified === undefined ? null : `${modified} ${length ?? ""}`;
}

async function translateErrors<Value>(pending: Promise<Value>): Promise<Value> {
	try {
		return await pending;
	} catch (error) {
		throw error instanceof WidthwiseError ? error : sourceUnavailable(error);
	}
}
