import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import * as v from "valibot";
import {
	choice,
	integer,
	type Limits,
	limits,
	matching,
	type Places,
	places,
	type SettingsSchema,
	url,
} from "widthwise/settings";
import { type Publisher, publisher } from "./publisher.ts";

/** What the photo pipeline needs to know; the same for the server and for a worker of its own. */
export type PipelineSettings = Places &
	Publisher &
	Limits & {
		/** The CloudFront distribution that forgets deleted photos; `undefined`: there is none. */
		readonly cdnDistributionId: string | undefined;
		/** A Postgres address; `undefined`: PGlite in the data folder. */
		readonly databaseUrl: string | undefined;
		/** A Redis address; `undefined`: the queue lives in the database. */
		readonly redisUrl: string | undefined;
		/** Jobs that this process runs at once; 0: none. */
		readonly workers: number;
		/** What encodes masters and mezzanines: libvips' own encoders, or MozJPEG and WebP from squoosh. */
		readonly encoder: "vips" | "squoosh";
	};

const cdn = v.pipe(
	v.object({
		CDN_DISTRIBUTION_ID: matching(
			"CDN_DISTRIBUTION_ID",
			/^[A-Z0-9]{1,32}$/,
			"be a CloudFront distribution's, such as E1ABCDEF234567",
		),
	}),
	v.transform((read) => ({ cdnDistributionId: read.CDN_DISTRIBUTION_ID })),
);

const services = v.pipe(
	v.object({
		DATABASE_URL: url("DATABASE_URL", ["postgres:", "postgresql:"]),
		REDIS_URL: url("REDIS_URL", ["redis:", "rediss:"]),
	}),
	v.transform((read) => ({ databaseUrl: read.DATABASE_URL, redisUrl: read.REDIS_URL })),
);

const work = v.pipe(
	v.object({
		WORKERS: integer("WORKERS", 0, 64, Math.max(1, availableParallelism() - 1)),
		ENCODER: choice("ENCODER", ["vips", "squoosh"]),
	}),
	v.transform((read) => ({ workers: read.WORKERS, encoder: read.ENCODER })),
);

/**
 * Reads the pipeline's settings.
 *
 * @example
 * const settings = requireSettings(pipelineSettings, readEnvironment());
 */
export const pipelineSettings: SettingsSchema<PipelineSettings> = v.intersect([
	places(resolve),
	publisher,
	cdn,
	services,
	work,
	limits,
]);
