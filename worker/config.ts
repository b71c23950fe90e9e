import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import type { Environment, EnvironmentReader } from "./environment.ts";
import { readStorePlaces, type StorePlaces } from "./store-config.ts";

/** What the photo pipeline needs to know; the same for the server and for a worker of its own. */
export type PipelineConfig = {
	/** Absolute path of the folder for everything that is kept on this machine. */
	readonly dataDir: string;
	/** Where originals and public objects are kept. */
	readonly stores: StorePlaces;
	/** Who publishes: a worker, or the function that the media bucket calls for each new original. */
	readonly publisher: "worker" | "bucket-event";
	/** The CloudFront distribution that forgets deleted photos; `undefined`: there is none. */
	readonly cdnDistributionId: string | undefined;
	/** A Postgres address; `undefined`: PGlite in the data folder. */
	readonly databaseUrl: string | undefined;
	/** A Redis address; `undefined`: the queue lives in the database. */
	readonly redisUrl: string | undefined;
	/** Jobs that this process runs at once; 0: none. */
	readonly workers: number;
	/** Bytes of the largest file that is accepted. */
	readonly maxFileBytes: number;
	/** Pixels of the largest picture that is decoded. */
	readonly maxPixels: number;
	/** Whether masters keep the copyright notice and the artist's name. */
	readonly keepCopyright: boolean;
	/** What encodes masters and mezzanines: libvips' own encoders, or MozJPEG and WebP from squoosh. */
	readonly encoder: "vips" | "squoosh";
};

/**
 * Reads the pipeline's part of the environment; problems are left in the reader.
 *
 * @example
 * const reader = createEnvironmentReader(process.env);
 * const config = readPipelineConfig(reader);
 */
export function readPipelineConfig(reader: EnvironmentReader): PipelineConfig {
	const dataDir = resolve(reader.text("DATA_DIR") ?? "data");
	const stores = readStorePlaces(reader, dataDir);
	return {
		dataDir,
		stores,
		publisher: readPublisher(reader, stores),
		cdnDistributionId: readDistributionId(reader),
		databaseUrl: reader.url("DATABASE_URL", ["postgres:", "postgresql:"]),
		redisUrl: reader.url("REDIS_URL", ["redis:", "rediss:"]),
		workers: reader.integer("WORKERS", Math.max(1, availableParallelism() - 1), 0, 64),
		maxFileBytes: reader.integer("MAX_FILE_BYTES", 200_000_000, 1, 4_000_000_000),
		maxPixels: reader.integer("MAX_PIXELS", 110_000_000, 1, 1_000_000_000),
		keepCopyright: reader.flag("KEEP_COPYRIGHT", false),
		encoder: readEncoder(reader),
	};
}

function readPublisher(
	reader: EnvironmentReader,
	{ media, publicStore }: StorePlaces,
): "worker" | "bucket-event" {
	const name = reader.text("PUBLISHER") ?? "worker";
	if (name === "bucket-event") {
		if (media.kind === "s3" && publicStore.kind === "s3") return name;
		reader.report(
			"PUBLISHER=bucket-event needs MEDIA_STORE and PUBLIC_STORE in buckets: s3://bucket/prefix",
		);
	} else if (name !== "worker") {
		reader.report(`PUBLISHER must be worker or bucket-event, got ${name}`);
	}
	return "worker";
}

function readDistributionId(reader: EnvironmentReader): string | undefined {
	const id = reader.text("CDN_DISTRIBUTION_ID");
	if (id === undefined || /^[A-Z0-9]{1,32}$/.test(id)) return id;
	reader.report(
		`CDN_DISTRIBUTION_ID must be a CloudFront distribution's, such as E1ABCDEF234567, got ${id}`,
	);
	return undefined;
}

function readEncoder(reader: EnvironmentReader): "vips" | "squoosh" {
	const name = reader.text("ENCODER") ?? "vips";
	if (name === "vips" || name === "squoosh") return name;
	reader.report(`ENCODER must be vips or squoosh, got ${name}`);
	return "vips";
}

/**
 * The environment of this process; the only place that reads it.
 *
 * @example
 * const reader = createEnvironmentReader(readEnvironment());
 */
export function readEnvironment(): Environment {
	return process.env;
}
