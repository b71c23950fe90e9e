import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { WidthCount } from "widthwise/buckets";

const folder = fileURLToPath(new URL("../../../shared/corpus/traces/", import.meta.url));
const WIKIMEDIA = `${folder}wikimedia_thumb_widths_2025-10-24.tsv`;

/** Reads Wikimedia's 2.6 billion thumbnail requests of one day, by requested width. */
export function wikimediaRequests(): readonly WidthCount[] {
	return readFileSync(WIKIMEDIA, "utf8")
		.split("\n")
		.filter((line) => /^[0-9]/.test(line))
		.map((line) => {
			const [width, count] = line.split("\t");
			return { width: Number(width), count: Number(count) };
		});
}
