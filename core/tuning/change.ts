import type { WidthBuckets } from "../url/width.ts";

/** Where the list is written down, each with the line to write. */
export type Change = { readonly where: string; readonly line: string };

/**
 * What to change for a list to be used.
 *
 * @example
 * changeTo([320, 640])[0]; // { where: "the server's environment", line: "WIDTH_BUCKETS=320,640" }
 */
export function changeTo(buckets: WidthBuckets): readonly Change[] {
	return [
		{ where: "the server's environment", line: `WIDTH_BUCKETS=${buckets.join(",")}` },
		{
			where: "the edge functions",
			line: `WIDTH_BUCKETS=${buckets.join(",")} npm run build:edge`,
		},
		{ where: "Terraform", line: `width_buckets = [${buckets.join(", ")}]` },
		{
			where: "pages of your own",
			line: `srcset="${buckets.map((width) => `/media/…?width=${width} ${width}w`).join(", ")}"`,
		},
	];
}
