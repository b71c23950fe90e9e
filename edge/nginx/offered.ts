import { OUTPUT_FORMATS, type WidthBuckets } from "widthwise/url";
import { pathInside, VARIANTS_PATH } from "./path-inside.ts";
import type { Names } from "./site.ts";

/** The start of the paths inside nginx for variants that the table knows. */
export const OFFERED_PATH = "/widthwise/offered/";

/** Whether `Accept` names WebP: for certain, not at all, or with a weight that the function must read. */
const WEBP = { yes: "image/webp", no: "", unknown: null } as const;

/** Any photo: the answers do not depend on it. */
const PHOTO = "0".repeat(32);

/**
 * Formats nginx's table of the requests that pages make, each for exactly a bucket: their answers, by
 * the viewer function. Looking them up costs nginx 2 of the 24 microseconds that the function does.
 *
 * Sets `widthwise_photo`, `widthwise_bucket`, `widthwise_offered_vary`, and the site's own `offered`: the
 * name of the variant's file, empty for a request that is not in the table.
 *
 * @param buckets the widths of variants in pixels, ascending
 *
 * @example
 * formatOffered([288, 480], (name) => `photos_${name}`);
 */
export function formatOffered(buckets: WidthBuckets, names: Names): string {
	const rows = buckets.flatMap(rowsOf).map(({ key, file }) => `\t"${key}" ${file};`);
	return `map $http_accept $widthwise_webp { "~(^|,) ?image/webp(,|$)" yes; "~*image/webp" unknown; default no; }
map "$request_method $request_uri" $widthwise_offered_query {
	"~^(GET|HEAD) /media/(?<widthwise_photo>[0-9a-f]{32})/[A-Za-z0-9_-][A-Za-z0-9._-]*\\?(?<widthwise_plain>width=(?<widthwise_bucket>[0-9]+)(?<widthwise_fixed>&format=[a-z]+)?)$" $widthwise_plain;
	default "";
}
map $widthwise_fixed $widthwise_offered_vary { "" Accept; default ""; }
map "$widthwise_offered_query $widthwise_webp" $${names("offered")} {
${rows.join("\n")}
	default "";
}
`;
}

/** The rows of one bucket: the query and what `Accept` says of WebP, and the variant's file. */
function rowsOf(bucket: number): readonly { readonly key: string; readonly file: string }[] {
	const queries = ["", ...OUTPUT_FORMATS.map(({ name }) => `&format=${name}`)];
	return queries.flatMap((format) =>
		Object.entries(WEBP).flatMap(([webp, accept]) => {
			// A weight decides only if the format is negotiated.
			if (accept === null && format === "") return [];
			const query = `width=${bucket}${format}`;
			const uri = `/media/${PHOTO}/a.jpg?${query}`;
			const path = pathInside({ method: "GET", uri, accept: accept ?? "" }, [bucket], () => "");
			if (!path.startsWith(VARIANTS_PATH)) return [];
			return [{ key: `${query} ${webp}`, file: path.slice(path.lastIndexOf("/") + 1) }];
		}),
	);
}
