import { readTags } from "./exif-reader.ts";

/** A dataset's texts by its name ("Keywords"); repeatable ones may have several. */
export type IptcTexts = (name: string) => readonly string[];

/**
 * Reads IPTC-IIM datasets (version 4.2) from a JPEG's Photoshop segments.
 *
 * @param jpeg A JPEG, of which only APP13 is looked at; `null` has no texts.
 * @example
 * readIptc(jpeg)("Keywords"); // ["harbour", "evening"]
 */
export function readIptc(jpeg: Uint8Array | null): IptcTexts {
	const tags = new Map<string, unknown>(
		Object.entries((jpeg && readTags(jpeg, { iptc: true })?.iptc) ?? {}),
	);
	return (name) => {
		const found = tags.get(name) ?? [];
		return (Array.isArray(found) ? found : [found]).flatMap((tag: unknown) =>
			typeof tag === "object" && tag !== null && "description" in tag
				? [String(tag.description)]
				: [],
		);
	};
}
