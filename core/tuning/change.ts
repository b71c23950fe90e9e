import type { WidthBuckets } from "../url/width.ts";

/** A place where the list of buckets is set, and the line to write there. */
export type Change = { readonly where: string; readonly line: string };

/**
 * Lists the changes that put a list of buckets to use.
 *
 * @param buckets pixels, ascending
 *
 * @example
 * changesFor([320, 640])[0]; // { where: "the server's environment", line: "WIDTH_BUCKETS=320,640" }
 */
export function changesFor(buckets: WidthBuckets): readonly Change[] {
	return [
		{ where: "the server's environment", line: `WIDTH_BUCKETS=${buckets.join(",")}` },
		{
			where: "the edge functions",
			line: `WIDTH_BUCKETS=${buckets.join(",")} npm run build:edge`,
		},
		{ where: "Terraform", line: `width_buckets = [${buckets.join(", ")}]` },
		{
			where: "your own pages",
			line: `srcset="${buckets.map((width) => `/media/…?width=${width} ${width}w`).join(", ")}"`,
		},
	];
}
