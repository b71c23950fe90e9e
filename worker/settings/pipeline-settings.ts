import { availableParallelism, totalmem } from "node:os";
import { resolve } from "node:path";
import { constrainedMemory } from "node:process";
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
import { type LogSettings, logSettings } from "./log-settings.ts";
import { type Publisher, publisher } from "./publisher.ts";
import { type WrittenSettings, writtenSettings } from "./written-settings.ts";

/** The settings of the photo pipeline, the same for servers and separate workers. */
export type PipelineSettings = DataLocations &
	Publisher &
	LogSettings &
	WrittenSettings &
	Limits & {
		/** The CloudFront distribution to invalidate for deleted photos; `undefined` if there is none. */
		readonly cdnDistributionId: string | undefined;
		/** Days for which deleted photos stay in the trash; 0: there is none. */
		readonly trashDays: number;
		/** A Postgres address; `undefined` for PGlite in the data folder. */
		readonly databaseUrl: string | undefined;
		/** A Redis address; `undefined` for a queue in the database. */
		readonly redisUrl: string | undefined;
		/** Jobs that this process runs at the same time; 0 for none. */
		readonly workers: number;
		/** Bytes of memory for the photos that are published at the same time. */
		readonly publishMemory: number;
		/** The encoders of masters and mezzanines: libvips' own, or MozJPEG and WebP from squoosh. */
		readonly encoder: "vips" | "squoosh";
		/** The widths of variants, in pixels, ascending. */
		readonly buckets: WidthBuckets;
		/** Whether published photos are cut at once at the buckets that first visitors request. */
		readonly firstSet: boolean;
		/** Whether published photos get a set of AVIF variants. */
		readonly avif: boolean;
	};

/** A photo of some megapixels must fit. */
const MIN_MEMORY = 100_000_000;
const MAX_MEMORY = 1_000_000_000_000;

/** Ten years. */
const MAX_TRASH_DAYS = 3650;

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

const trash = v.pipe(
	v.object({ TRASH_DAYS: integer("TRASH_DAYS", 0, MAX_TRASH_DAYS) }),
	v.transform((read) => ({ trashDays: read.TRASH_DAYS })),
);

const work = v.pipe(
	v.object({
		WORKERS: integer("WORKERS", 0, 64, Math.max(1, availableParallelism() - 1)),
		PUBLISH_MEMORY: integer("PUBLISH_MEMORY", MIN_MEMORY, MAX_MEMORY, halfOfMemory()),
		ENCODER: choice("ENCODER", ["vips", "squoosh"]),
		FIRST_SET: flag("FIRST_SET"),
		AVIF: flag("AVIF"),
	}),
	v.transform((read) => ({
		workers: read.WORKERS,
		publishMemory: read.PUBLISH_MEMORY,
		encoder: read.ENCODER,
		firstSet: read.FIRST_SET,
		avif: read.AVIF,
	})),
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
	trash,
	work,
	buckets,
	limits,
	logSettings,
	writtenSettings,
]);

/** Half of the machine's memory, or of what a container may use. */
function halfOfMemory(): number {
	const all = Math.min(totalmem(), constrainedMemory() || totalmem());
	return Math.max(MIN_MEMORY, Math.floor(all / 2));
}
