import * as v from "valibot";
import { type SettingsSchema, text, url } from "widthwise/settings";

/** What visitors see of the site before they see a photo. */
export type Site = {
	/** Where visitors find the site, without a slash at the end; `undefined`: host and port. */
	readonly siteUrl: string | undefined;
	/** What the site calls itself to visitors: 1 to 100 characters in one line, not HTML. */
	readonly siteName: string;
	/** Where images are served, a CDN's address; empty: by this server. */
	readonly imageUrl: string;
};

/** Protocol and host, nothing after them. */
const WHOLE_SITE = /^https?:\/\/[^/?#]+$/i;

/** Characters; neither control characters nor ends of lines. */
const SITE_NAME = /^[^\p{Cc}\p{Zl}\p{Zp}]{1,100}$/u;

/** Reads what the site is called and where it is found. */
export const site: SettingsSchema<Site> = v.pipe(
	v.object({
		SITE_URL: v.pipe(
			url("SITE_URL", ["http:", "https:"]),
			// What is no address at all has been said already.
			v.rawCheck(({ dataset, addIssue }) => {
				if (!dataset.typed || dataset.issues) return;
				if (dataset.value === undefined || WHOLE_SITE.test(dataset.value)) return;
				addIssue({
					message: "SITE_URL must be a whole site, like https://photos.example, without a path",
				});
			}),
		),
		SITE_NAME: v.pipe(
			text("SITE_NAME"),
			v.regex(SITE_NAME, "SITE_NAME must be one line of at most 100 characters"),
		),
		IMAGE_URL: url("IMAGE_URL", ["http:", "https:"]),
	}),
	v.transform((read) => ({
		siteUrl: read.SITE_URL,
		siteName: read.SITE_NAME,
		imageUrl: read.IMAGE_URL ?? "",
	})),
);
