import { parseArgs } from "node:util";
import { OUTPUT_OPTIONS, type Output, wholeNumber } from "../harness/options.ts";

/** The options of `pages`. */
export type PagesOptions = Output & {
	/** Paths of photos, of which the first is published; empty: the default photos. */
	readonly photo: readonly string[];
	/** The number of photos in the catalogue. */
	readonly photos: number;
	/** Path of an environment file for Postgres; `null`: none. */
	readonly environment: string | null;
	/** Whether to skip the embedded database. */
	readonly isOnlyEnvironment: boolean;
};

/** The usage of `pages`. */
export const PAGES_USAGE = `npm run bench pages -- [options]
  --photos 50000          number of photos in the catalogue
  --environment file.env  also measures on this Postgres: DATABASE_URL, and what publish needs
  --only-environment      measures only on it
  --photo 20mp.jpg        the photo whose record is copied
  --json                  prints one JSON object
  --html pages.html       writes a page with the tables`;

/**
 * Parses the arguments after `pages`.
 *
 * @throws {Error} for unknown or invalid arguments; the message says what is allowed
 *
 * @example
 * parsePagesOptions(["--photos", "1000"]);
 */
export function parsePagesOptions(args: readonly string[]): PagesOptions {
	const { values } = parseArgs({
		args: [...args],
		options: {
			environment: { type: "string" },
			"only-environment": { type: "boolean", default: false },
			photos: { type: "string", default: "50000" },
			photo: { type: "string", multiple: true, default: [] },
			...OUTPUT_OPTIONS,
		},
	});
	const isOnlyEnvironment = values["only-environment"];
	if (isOnlyEnvironment && values.environment === undefined) {
		throw new Error("--only-environment requires --environment, a file that names the servers");
	}
	return {
		...{ photo: values.photo, json: values.json, html: values.html, isOnlyEnvironment },
		photos: wholeNumber("--photos", values.photos),
		environment: values.environment ?? null,
	};
}
