import { type IdForm, IMAGE_ID } from "./id-form.ts";
import { formatQuery, type ImageRequest, parseQuery, type WantedImage } from "./image-request.ts";
import { type Result, refuse } from "./result.ts";
import { type Hmac, signPath, unsignPath } from "./signature.ts";
import { srcset } from "./srcset.ts";
import type { WidthBuckets } from "./width.ts";

/** The image URLs of a site; see {@link urlGrammar}. */
export type UrlGrammar = {
	/** The start of every path, with a slash at both ends. */
	readonly prefix: string;
	/**
	 * Parses an image URL: the inverse of `format`. See `parseImageUrl` for the query.
	 *
	 * @param path the raw path, as sent
	 * @param query the raw query, with or without its `?`, or an empty string
	 */
	parse(path: string, query: string): Result<ImageRequest>;
	/** Formats an image URL. The slug is a name for people and search engines; it is not encoded. */
	format(request: WantedImage, slug?: string): string;
	/** Formats the path of a photo's images, without a query. */
	path(photoId: string, slug?: string): string;
	/**
	 * Formats the `srcset` of a photo.
	 *
	 * @param masterWidth pixels; `Infinity` if it is unknown, for all buckets
	 * @param buckets pixels, ascending
	 */
	srcset(photoId: string, masterWidth: number, buckets: WidthBuckets, slug?: string): string;
};

/**
 * Makes the grammar of a site's image URLs: `<prefix><id>?width=400`. It also runs in CloudFront
 * Functions and in njs.
 *
 * With `sign`, URLs are `<prefix><signature>/<id>?width=400`, and URLs without a valid signature
 * are refused with `invalid-signature`. The signature covers the path after it, including the
 * slash, but not the query, so that one signature is valid for a whole `srcset`.
 *
 * @param options.prefix starts and ends with a slash, such as `/images/`
 * @param options.id the notation of ids: {@link IMAGE_ID} (default), `PATH_ID` or your own
 * @param options.sign an HMAC with a secret key
 *
 * @throws {RangeError} if the prefix does not start and end with a slash, or needs encoding
 *
 * @example
 * const urls = urlGrammar({ prefix: "/images/" });
 * urls.format({ photoId: "blue-hour", width: 400 });
 * // "/images/blue-hour?width=400"
 * urls.parse("/images/blue-hour", "width=400");
 * // { ok: true, value: { photoId: "blue-hour", width: 400, dpr: 1, format: null } }
 */
export function urlGrammar(options: {
	readonly prefix: string;
	readonly id?: IdForm | undefined;
	readonly sign?: Hmac | undefined;
}): UrlGrammar {
	const prefix = options.prefix;
	const form = options.id || IMAGE_ID;
	const hmac = options.sign;
	if (!/^\/([A-Za-z0-9._~-]+\/)*$/.test(prefix)) {
		throw new RangeError(`The prefix must be like /images/, without encoding, got ${prefix}`);
	}
	// The signed path includes the last slash of the prefix.
	const base = prefix.slice(0, -1);

	function path(photoId: string, slug?: string): string {
		const plain = `/${form.format(photoId, slug)}`;
		return base + (hmac ? signPath(plain, hmac) : plain);
	}

	return {
		prefix: prefix,
		path: path,
		parse: function parse(rawPath, query) {
			let rest: string | null = null;
			if (rawPath.slice(0, prefix.length) === prefix) rest = rawPath.slice(base.length);
			if (rest !== null && hmac) {
				rest = unsignPath(rest, hmac);
				if (rest === null) return refuse("invalid-signature", "The URL is not signed correctly");
			}
			const photoId = rest === null ? null : form.parse(rest.slice(1));
			if (photoId !== null) return parseQuery(photoId, query);
			const signature = hmac ? "<signature>/" : "";
			return refuse("invalid-path", `Not an image: expected ${prefix}${signature}${form.shape}`);
		},
		format: function format(request, slug) {
			return path(request.photoId, slug) + formatQuery(request);
		},
		srcset: function candidates(photoId, masterWidth, buckets, slug) {
			return srcset(path(photoId, slug), masterWidth, buckets);
		},
	};
}
