import { chooseVariant, parseImageUrl, variantKey, type WidthBuckets } from "widthwise/url";

/** The part of a visitor's request that decides which file answers it. */
export type ViewerRequest = {
	readonly method: string;
	/** The path and the query, as sent. */
	readonly uri: string;
	/** The `Accept` header; an empty string if there is none. */
	readonly accept: string;
};

/** Reads the text of the `.info` file of a key in the public store; throws if there is none. */
export type ReadInfo = (key: string) => string;

/** The path inside nginx for everything that our server answers. */
export const SERVER_PATH = "/widthwise/server";

/** The start of the paths inside nginx for variants; see {@link pathInside}. */
export const VARIANTS_PATH = "/widthwise/variants/";

/** The start of the paths inside nginx for masters; see {@link pathInside}. */
export const MASTERS_PATH = "/widthwise/masters/";

/**
 * Characters of a URL or a header. A worker of nginx serves nobody else while the function runs, so
 * its time must not grow with what a visitor sends. Our server answers longer requests.
 */
const MAX_LENGTH = 1024;

/**
 * Snaps and negotiates a visitor's request and returns the path inside nginx that answers it:
 * `/widthwise/variants/<negotiated or fixed>/<id>/w<bucket>.<format>` for a variant,
 * `/widthwise/masters/<format>/<id>/master` for a master. Everything else is for our server, which
 * also says what is wrong with a URL. nginx, not this function, finds out whether a variant exists.
 *
 * Runs in nginx's JavaScript module, and uses only the language of njs 0.7.
 *
 * @param buckets the widths of variants in pixels, ascending
 *
 * @example
 * const request = { method: "GET", uri: `/media/${id}/a.jpg?width=400`, accept: "image/webp" };
 * pathInside(request, [256, 416], readInfo); // `/widthwise/variants/negotiated/${id}/w416.webp`
 */
export function pathInside(
	request: ViewerRequest,
	buckets: WidthBuckets,
	readInfo: ReadInfo,
): string {
	const uri = request.uri;
	if (request.method !== "GET" && request.method !== "HEAD") return SERVER_PATH;
	if (uri.length > MAX_LENGTH || request.accept.length > MAX_LENGTH) return SERVER_PATH;
	const mark = uri.indexOf("?");
	const path = mark < 0 ? uri : uri.slice(0, mark);
	if (isNormalised(uri, path)) return SERVER_PATH;
	const parsed = parseImageUrl(path, mark < 0 ? "" : uri.slice(mark + 1));
	if (!parsed.ok) return SERVER_PATH;
	const variant = chooseVariant(parsed.value, request.accept, buckets);
	const key = variantKey(variant);
	const name = key.slice(key.indexOf("/") + 1);
	if (variant.cut === null) return masterPath(key, name, readInfo);
	return `${VARIANTS_PATH}${parsed.value.format === null ? "negotiated" : "fixed"}/${name}`;
}

/**
 * Whether our server reads another path or query than what was sent (URL Standard, 4.4): it has a
 * fragment, a backslash, or ends with a dot segment.
 */
function isNormalised(uri: string, path: string): boolean {
	return uri.indexOf("#") >= 0 || uri.indexOf("\\") >= 0 || /\/(\.|%2e){1,2}$/i.test(path);
}

/** A master's name has no extension: its format is in its `.info` file. */
function masterPath(key: string, name: string, readInfo: ReadInfo): string {
	try {
		const type = /^image\/([a-z]+)$/.exec(JSON.parse(readInfo(key)).contentType);
		return type ? `${MASTERS_PATH}${type[1]}/${name}` : SERVER_PATH;
	} catch (_) {
		return SERVER_PATH;
	}
}
