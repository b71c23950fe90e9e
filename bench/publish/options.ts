import { parseArgs } from "node:util";
import { OUTPUT_OPTIONS, type Output, wholeNumber } from "../harness/options.ts";

/** What `publish` was asked for. */
export type PublishOptions = Output & {
	/** The photo that is published, in many copies; `undefined`: the one that is at hand. */
	readonly photo: string | undefined;
	/** How many wait at once. */
	readonly photos: number;
	/** How many workers, one row each. */
	readonly workers: readonly number[];
	/** A file of environment lines that name a Postgres, a Redis and buckets; `null`: none. */
	readonly environment: string | null;
	/** Whether it is measured there alone, and not in one process. */
	readonly isOnlyEnvironment: boolean;
};

/** How `publish` and `burst` are called. */
export const PUBLISH_USAGE = `npm run bench publish -- [options]; burst has the same
  --environment file.env  measures on these servers, too: DATABASE_URL, REDIS_URL, MEDIA_STORE, PUBLIC_STORE, ...
  --only-environment      measures on those servers alone
  --photos 40             photos that wait at once
  --workers 1,2           workers, a row each
  --photo 20mp.jpg        the photo
  --json                  one object on the standard output
  --html publish.html     a page with the tables`;

/**
 * Reads the words after `publish` or `burst`.
 *
 * @param defaults what goes without saying
 *
 * @throws {Error} for a word that it does not know or cannot read; the message says what is allowed
 *
 * @example
 * parsePublishOptions(["--workers", "1,2,4"], { photos: 40, workers: [1, 2] });
 */
export function parsePublishOptions(
	args: readonly string[],
	defaults: Pick<PublishOptions, "photos" | "workers">,
): PublishOptions {
	const { values } = parseArgs({
		args: [...args],
		options: {
			environment: { type: "string" },
			"only-environment": { type: "boolean", default: false },
			photos: { type: "string" },
			workers: { type: "string" },
			photo: { type: "string" },
			...OUTPUT_OPTIONS,
		},
	});
	const { photos, workers, json, html } = values;
	const isOnlyEnvironment = values["only-environment"];
	if (isOnlyEnvironment && values.environment === undefined) {
		throw new Error("--only-environment needs --environment, which names the servers");
	}
	return {
		photo: values.photo,
		photos: photos === undefined ? defaults.photos : wholeNumber("--photos", photos),
		workers: workers?.split(",").map((word) => wholeNumber("--workers", word)) ?? defaults.workers,
		environment: values.environment ?? null,
		isOnlyEnvironment,
		json,
		html,
	};
}
