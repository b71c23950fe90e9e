import { formatQuery } from "../../../core/url/image-request.ts";
import { parseImageUrl } from "../../../core/url/image-url.ts";
import { parsePhotoKey, parseVariantKey, variantKey } from "../../../core/url/keys.ts";
import { parseBuckets } from "../../../core/url/width.ts";
import { mustEqual, mustHold } from "../finds.ts";

const BUCKETS = [320, 640, 1280];
const text = new TextDecoder("latin1");

/** Parses an image's URL, a key and a list of buckets; formatting is the inverse of parsing. */
export function fuzz(data: Uint8Array): void {
	const input = text.decode(data);
	const [path = "", ...query] = input.split("?");
	const parsed = parseImageUrl(path, query.join("?"));
	if (parsed.ok) {
		const { photoId, width, dpr, format } = parsed.value;
		if (width !== null) {
			const again = parseImageUrl(path, formatQuery({ photoId, width, dpr, format }));
			mustEqual(again, parsed, "formatting an image's URL is the inverse of parsing it");
		}
	}
	const key = parseVariantKey(input, BUCKETS);
	if (key.ok) mustEqual(variantKey(key.value), input, "a key has one spelling");
	parsePhotoKey(input);
	const buckets = parseBuckets(input);
	if (buckets.ok) mustHold(buckets.value.length > 0, "a list of buckets is not empty");
}
