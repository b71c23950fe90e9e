import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import * as v from "valibot";
import type { WidthBuckets } from "widthwise";
import {
	buckets,
	choice,
	type DataLocations,
	dataLocations,
	flag,
	integer,
	type Limits,
	limits,
	matching,
	type SettingsSchema,
	url,
} from "widthwise/settings";
import { type Publisher, publisher } from "./publisher.ts";

/** The settings of the photo pipeline, the same for servers and separate workers. */
export type PipelineSettings = DataLocations &
	Publisher &
	Limits & {
		/** The CloudFront distribution to invalidate for deleted photos; `undefined` if there is none. */
		readonly cdnDistributionId: string | undefined;
		/** A Postgres address; `undefined` for PGlite in the data folder. */
		readonly databaseUrl: string | undefined;
		/** A Redis address; `undefined` for a queue in the database. */
		readonly redisUrl: string | undefined;
		/** Jobs that this process runs at the same time; 0 for none. */
		readonly workers: number;
		/** The encoders of masters and mezzanines: libvips' own, or MozJPEG and WebP from squoosh. */
		readonly encoder: "vips" | "squoosh";
		/** The widths of variants, in pixels, ascending. */
		readonly buckets: WidthBuckets;
		/** Whether published photos get a set of AVIF variants. */
		readonly avif: boolean;
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
		AVIF: flag("AVIF"),
	}),
	v.transform((read) => ({ workers: read.WORKERS, encoder: read.ENCODER, avif: read.AVIF })),
);

/**
 * The schema of the pipeline's settings.
 *
 * @example
 * const settings = requireSettings(pipelineSettings, readEnvironment());
 */
export const pipelineSettings: SettingsSchema<PipelineSettings> = v.intersect([
	dataLocations(resolve),
	publisher,
	cdn,
	services,
	work,
	buckets,
	limits,
]);
