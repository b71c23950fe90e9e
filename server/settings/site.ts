import type { ArchiveOrder } from "@widthwise/worker/catalogue";
import * as v from "valibot";
import {
	choice,
	type Field,
	flag,
	matching,
	optionalText,
	type SettingsSchema,
	text,
	url,
} from "widthwise/settings";
import type { Licence } from "../photos/licence.ts";
import { type PublicWords, WORDS } from "../photos/shown-photo.ts";

/** The settings of the site's name and URLs. */
export type Site = Licence & {
	/** The site's public URL, without a slash at the end; `undefined`: the URL of each request. */
	readonly siteUrl: string | undefined;
	/** The name that visitors see: one line of 1 to 100 characters, plain text. */
	readonly siteName: string;
	/** What search engines and link previews say of the home page: one line of at most 300 characters. */
	readonly siteDescription: string | undefined;
	/** The URL of the CDN that serves images; empty: this server does. */
	readonly imageUrl: string;
	/** The words of photos' metadata that visitors see, unless the owner decides otherwise for a photo. */
	readonly publicWords: PublicWords;
	/** What the archive is sorted by. */
	readonly archiveOrder: ArchiveOrder;
	/** Whether phones with three pixels a CSS pixel get images for two. */
	readonly capPhones: boolean;
};

/** Scheme and host, nothing after them. */
const SCHEME_AND_HOST = /^https?:\/\/[^/?#]+$/i;

/** No control characters and no line breaks. */
const SITE_NAME = /^[^\p{Cc}\p{Zl}\p{Zp}]{1,100}$/u;

/** Likewise; search engines show about 160 characters. */
const SITE_DESCRIPTION = /^[^\p{Cc}\p{Zl}\p{Zp}]{1,300}$/u;

/** Reads the site's name and URLs. */
export const site: SettingsSchema<Site> = v.pipe(
	v.object({
		SITE_URL: v.pipe(
			url("SITE_URL", ["http:", "https:"]),
			// An invalid URL has been reported already.
			v.rawCheck(({ dataset, addIssue }) => {
				if (!dataset.typed || dataset.issues) return;
				if (dataset.value === undefined || SCHEME_AND_HOST.test(dataset.value)) return;
				addIssue({
					message:
						"SITE_URL must be a scheme and a host, without a path, like https://photos.example",
				});
			}),
		),
		SITE_NAME: v.pipe(
			text("SITE_NAME"),
			v.regex(SITE_NAME, "SITE_NAME must be one line of at most 100 characters"),
		),
		SITE_DESCRIPTION: matching(
			"SITE_DESCRIPTION",
			SITE_DESCRIPTION,
			"be one line of at most 300 characters",
		),
		LICENSE_URL: webPage("LICENSE_URL"),
		ACQUIRE_LICENSE_URL: webPage("ACQUIRE_LICENSE_URL"),
		IMAGE_URL: url("IMAGE_URL", ["http:", "https:"]),
		PUBLIC_WORDS: words(),
		ARCHIVE_ORDER: choice("ARCHIVE_ORDER", ["taken", "uploaded"]),
		CAP_PHONES: flag("CAP_PHONES"),
	}),
	v.transform((read) => ({
		siteUrl: read.SITE_URL,
		siteName: read.SITE_NAME,
		siteDescription: read.SITE_DESCRIPTION,
		licenseUrl: read.LICENSE_URL,
		acquireLicenseUrl: read.ACQUIRE_LICENSE_URL,
		imageUrl: read.IMAGE_URL ?? "",
		publicWords: read.PUBLIC_WORDS,
		archiveOrder: read.ARCHIVE_ORDER,
		capPhones: read.CAP_PHONES,
	})),
);

/** A URL that ends as it was written: the names of licences end with a slash. */
function webPage(name: "LICENSE_URL" | "ACQUIRE_LICENSE_URL"): Field<string | undefined> {
	return v.pipe(
		optionalText(name),
		v.check(
			(value) => value === undefined || /^https?:$/.test(URL.parse(value)?.protocol ?? ""),
			`${name} must be a URL that starts with http:// or https://`,
		),
		v.transform((value) => (value === undefined ? undefined : URL.parse(value)?.href)),
	);
}

function words(): Field<PublicWords> {
	return v.pipe(
		text("PUBLIC_WORDS"),
		v.rawTransform<string, PublicWords>(({ dataset, addIssue, NEVER }) => {
			const names = dataset.value === "none" ? [] : dataset.value.split(",");
			const known = names.flatMap((name) => WORDS.filter((word) => word === name.trim()));
			if (known.length === names.length) return new Set(known);
			addIssue({
				message: `PUBLIC_WORDS must be none, or several of ${WORDS.join()}; got ${dataset.value}`,
			});
			return NEVER;
		}),
	);
}
