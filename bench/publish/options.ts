import { parseArgs } from "node:util";
import { OUTPUT_OPTIONS, type Output, wholeNumber } from "../harness/options.ts";

/** The options of `publish` and `burst`. */
export type PublishOptions = Output & {
	/** Path of the photo to publish in many copies; `undefined`: the default photo. */
	readonly photo: string | undefined;
	/** The number of simultaneous photos. */
	readonly photos: number;
	/** Numbers of workers; each is measured and makes a row. */
	readonly workers: readonly number[];
	/** Path of an environment file for Postgres, Redis and buckets; `null`: none. */
	readonly environment: string | null;
	/** Whether to skip the measurement in one process. */
	readonly isOnlyEnvironment: boolean;
};

/** The usage of `publish` and `burst`. */
export const PUBLISH_USAGE = `npm run bench publish -- [options]; burst has the same options
  --environment file.env  also measures on these servers: DATABASE_URL, REDIS_URL, MEDIA_STORE, PUBLIC_STORE, ...
  --only-environment      measures only on these servers
  --photos 40             number of simultaneous photos
  --workers 1,2           numbers of workers, one row for each
  --photo 20mp.jpg        the photo to publish
  --json                  prints one JSON object
  --html publish.html     writes a page with the tables`;

/**
 * Parses the arguments after `publish` or `burst`.
 *
 * @param defaults the values without options
 *
 * @throws {Error} for unknown or invalid arguments; the message says what is allowed
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
		throw new Error("--only-environment requires --environment, a file that names the servers");
	}
	return {
		photo: values.photo,
		photos: photos === undefined ? defaults.photos : wholeNumber("--photos", photos),
		workers: workers?.split(",").map((item) => wholeNumber("--workers", item)) ?? defaults.workers,
		environment: values.environment ?? null,
		isOnlyEnvironment,
		json,
		html,
	};
}
