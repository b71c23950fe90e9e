import { sep } from "node:path";
import { outputFormat } from "../../formats/tables/output.ts";
import { FALLBACK_FORMAT, type ImageFormat } from "../../url/format.ts";
import { variantFile } from "../resize/variant-file.ts";
import type { Written } from "../resize/write-variants.ts";

/** How an image stands in a page. */
export type PictureRules = {
	/** What the URLs of all files begin with. */
	readonly base: string;
	/** The value of `sizes` (HTML Standard, "Sizes attributes"). */
	readonly sizes: string;
	/** The text for people who do not see the image. */
	readonly alt: string;
};

/** A variant and the width that it was asked for. */
export type Candidate = Written & { readonly wanted: number };

/** Browsers without `srcset` get the first variant that is as wide as this, in pixels. */
const FALLBACK_WIDTH = 960;

/** From the format that browsers should take first. */
const PREFERENCE: readonly ImageFormat[] = ["avif", "webp", "jpeg"];

/**
 * Writes the HTML of a photo: a `picture` with a `source` for each format but the one that every
 * browser shows.
 *
 * @param name the path of the photo below the output folder
 * @param candidates at least one
 *
 * @example
 * pictureHtml("photo.jpg", candidates, { base: "/images/", sizes: "100vw", alt: "" });
 */
export function pictureHtml(
	name: string,
	candidates: readonly Candidate[],
	rules: PictureRules,
): string {
	const formats = PREFERENCE.filter((format) => candidates.some((each) => each.format === format));
	const last = formats.includes(FALLBACK_FORMAT) ? FALLBACK_FORMAT : formats.at(-1);
	const sources = formats
		.filter((format) => format !== last)
		.map((format) => {
			const { contentType } = outputFormat(format);
			const srcset = srcsetOf(name, ofFormat(candidates, format), rules);
			return tag("source", { type: contentType, srcset, sizes: rules.sizes });
		});
	const image = imageTag(name, last === undefined ? [] : ofFormat(candidates, last), rules);
	if (sources.length === 0) return image;
	return ["<picture>", ...[...sources, image].map((line) => `\t${line}`), "</picture>"].join("\n");
}

function imageTag(name: string, candidates: readonly Candidate[], rules: PictureRules): string {
	const widest = candidates.at(-1);
	const plain = candidates.find(({ width }) => width >= FALLBACK_WIDTH) ?? widest;
	return tag("img", {
		src: plain ? urlOf(name, plain, rules) : "",
		srcset: srcsetOf(name, candidates, rules),
		sizes: rules.sizes,
		width: String(widest?.width ?? 0),
		height: String(widest?.height ?? 0),
		alt: rules.alt,
		loading: "lazy",
		decoding: "async",
	});
}

function ofFormat(candidates: readonly Candidate[], format: ImageFormat): readonly Candidate[] {
	return candidates.filter((each) => each.format === format);
}

function srcsetOf(name: string, candidates: readonly Candidate[], rules: PictureRules): string {
	return candidates.map((each) => `${urlOf(name, each, rules)} ${each.width}w`).join(", ");
}

/** Encoded, since a comma or a space would end the URL in a `srcset`. */
function urlOf(name: string, { wanted, format }: Candidate, { base }: PictureRules): string {
	const path = variantFile(name, { width: wanted, format });
	return base + path.split(sep).map(encodeURIComponent).join("/");
}

function tag(name: string, attributes: Readonly<Record<string, string>>): string {
	const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
	return `<${name}${written.join("")}>`;
}

function escaped(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
