import { readTags } from "./exif-reader.ts";
import { iptcResource } from "./iptc-resource.ts";

/**
 * Returns the texts of a dataset by its name, such as "Keywords". Repeatable datasets may have
 * several.
 */
export type IptcTexts = (name: string) => readonly string[];

/**
 * Reads IPTC-IIM datasets (version 4.2) from the Photoshop segments (APP13) of a JPEG.
 *
 * @param jpeg a JPEG file, or `null` for none
 *
 * @example
 * readIptc(null)("Keywords"); // []
 */
export function readIptc(jpeg: Uint8Array | null): IptcTexts {
	const resource = jpeg && iptcResource(jpeg);
	const tags = new Map<string, unknown>(
		Object.entries((resource && readTags(resource, { iptc: true })?.iptc) ?? {}),
	);
	return (name) => {
		const values = tags.get(name) ?? [];
		return (Array.isArray(values) ? values : [values]).flatMap((tag: unknown) =>
			typeof tag === "object" && tag !== null && "description" in tag
				? [String(tag.description)]
				: [],
		);
	};
}
