import type { Photo, StoredMetadata } from "@widthwise/worker/catalogue";
import { givenName } from "./photo-text.ts";
import { slugOf } from "./slug.ts";

/** The kinds of words in a photo's metadata; `names` are the artist and the copyright notice. */
export const WORDS = ["title", "caption", "keywords", "names", "filename"] as const;

/** The words that visitors see of photos for which the owner has not decided otherwise. */
export type PublicWords = ReadonlySet<(typeof WORDS)[number]>;

/**
 * A photo with the words that somebody may see. Words that stay the owner's are missing, as if the
 * photo had none.
 */
export type ShownPhoto = Omit<Photo, "filename"> & {
	readonly audience: "visitors" | "owner";
	readonly filename: string | null;
	/** The readable part of the photo's URLs; has public words only. */
	readonly slug: string;
};

/** A photo as everybody may see it. */
export type VisitorsPhoto = ShownPhoto & { readonly audience: "visitors" };

const ALL_WORDS: PublicWords = new Set(WORDS);
const TITLE_AND_CAPTION: PublicWords = new Set(["title", "caption"]);

/**
 * Leaves out the words of a photo that stay the owner's.
 *
 * @param words what visitors see of photos for which the owner has not decided otherwise
 *
 * @example
 * forVisitors(photo, new Set(["title", "caption"])).metadata.artist; // undefined
 */
export function forVisitors(photo: Photo, words: PublicWords): VisitorsPhoto {
	const shown = wordsOf(photo, words);
	return {
		...photo,
		audience: "visitors",
		title: shown.has("title") ? photo.title : null,
		caption: shown.has("caption") ? photo.caption : null,
		filename: shown.has("filename") ? photo.filename : null,
		metadata: publicMetadata(photo.metadata, shown),
		slug: publicSlug(photo, words),
	};
}

/**
 * A photo with all its words, for the owner. Its URLs have public words only: they are in the logs of
 * proxies and in caches.
 *
 * @example
 * forOwner(photo, new Set(["title"])).filename; // "Blue hour.jpg"
 */
export function forOwner(photo: Photo, words: PublicWords): ShownPhoto {
	return { ...photo, audience: "owner", slug: publicSlug(photo, words) };
}

/**
 * Makes the readable part of a photo's URLs: from its public title, else from its public file name,
 * else from its date.
 *
 * @example
 * publicSlug(photo, new Set(["title"])); // "blue-hour", or "photo-2018-07-25"
 */
export function publicSlug(
	photo: Pick<Photo, "title" | "filename" | "takenAt" | "showsWords">,
	words: PublicWords,
): string {
	const { title, filename, takenAt } = photo;
	const shown = wordsOf(photo, words);
	const name = givenName({
		title: shown.has("title") ? title : null,
		filename: shown.has("filename") ? filename : null,
	});
	const slug = slugOf(name ?? "");
	if (slug !== "") return slug;
	return takenAt ? `photo-${takenAt.slice(0, 10)}` : "photo";
}

function wordsOf({ showsWords }: Pick<Photo, "showsWords">, words: PublicWords): PublicWords {
	if (showsWords === null) return words;
	return showsWords ? ALL_WORDS : TITLE_AND_CAPTION;
}

/** Lists what is public, so that fields that are added later stay the owner's. */
function publicMetadata(metadata: StoredMetadata, shown: PublicWords): StoredMetadata {
	const fields: ReadonlySet<string> = new Set<keyof StoredMetadata>([
		...(["camera", "lens", "exposure", "aperture", "iso", "focalLength", "focalLength35"] as const),
		...(shown.has("names") ? (["artist", "copyright"] as const) : []),
		...(shown.has("keywords") ? (["keywords"] as const) : []),
	]);
	return Object.fromEntries(Object.entries(metadata).filter(([name]) => fields.has(name)));
}
