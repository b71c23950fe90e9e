import { type Browser, chromium } from "playwright-core";
import type { Bundles } from "../../edge/build/bundles.ts";
import { bundlesIn, makeBundles } from "../edge/bundles.ts";
import { type LibraryPackage, libraryIn, packAndInstall } from "../package/pack-library.ts";
import { PATIENCE_MS } from "../patience.ts";
import { sharedServices } from "../settings.ts";
import { startChromium } from "./chromium.ts";
import { makeEmptyDatabase } from "./empty-database.ts";
import { type PostgresServer, postgresAt, startPostgres } from "./postgres.ts";
import { type RedisServer, redisAt, startRedis } from "./redis.ts";
import { type S3Server, type S3Service, s3At, startS3, startS3Cluster } from "./s3.ts";
import { startWorkers, type Workers, workersAt } from "./workers/workers.ts";

const STARTS = {
	postgres: startPostgres,
	redis: startRedis,
	"s3-cluster": startS3Cluster,
	s3: async () => startS3(await startOnce("s3-cluster")),
	chromium: startChromium,
	workers: startWorkers,
	library: packAndInstall,
	bundles: makeBundles,
	"empty-database": makeEmptyDatabase,
} as const;

/** A server that all test files of a run share, or a folder that is made once for them. */
export type SharedName = keyof typeof STARTS;

const started = new Map<SharedName, Promise<string>>();

/** Starts a server on the first call; resolves to its address. */
export function startOnce(name: SharedName): Promise<string> {
	const address = started.get(name) ?? STARTS[name]().then(({ url }) => url);
	started.set(name, address);
	return address;
}

/** Finds the run's server, or starts one if a test file runs by itself; resolves to its address. */
async function addressOf(name: SharedName): Promise<string> {
	if (sharedServices === null) return startOnce(name);
	const answer = await fetch(`${sharedServices}/${name}`);
	if (!answer.ok) throw new Error(await answer.text());
	return answer.text();
}

/**
 * The shared Postgres server: create a database in it. A suite that stops or wipes a server starts its
 * own.
 */
export async function sharedPostgres(): Promise<PostgresServer> {
	return postgresAt(await addressOf("postgres"));
}

/** The shared Redis server: create a database in it. */
export async function sharedRedis(): Promise<RedisServer> {
	return redisAt(await addressOf("redis"));
}

/** The shared S3 server: create an S3 bucket in it. */
export async function sharedS3(): Promise<S3Server> {
	return s3At(await addressOf("s3"));
}

/**
 * Starts an S3 server of one suite, which may stop and kill it: only the cluster behind it is shared.
 * Create an S3 bucket in it.
 */
export async function startOwnS3(): Promise<S3Service> {
	return startS3(await addressOf("s3-cluster"));
}

/** Workers of Cloudflare with one bucket of R2, which all test files share: take a prefix of your own. */
export async function sharedWorkers(): Promise<Workers> {
	return workersAt(await addressOf("workers"));
}

/** The folder of PGlite's empty database: copy it. */
export function sharedPgliteFolder(): Promise<string> {
	return addressOf("empty-database");
}

/** The packed library: copy its project. */
export async function sharedLibrary(): Promise<LibraryPackage> {
	return libraryIn(await addressOf("library"));
}

/** The bundles of the edge for the table of URLs: building them takes seconds. */
export async function sharedBundles(): Promise<Bundles> {
	return bundlesIn(await addressOf("bundles"));
}

/** A new connection to the shared browser; closing it closes all pages that were opened over it. */
export async function sharedChromium(): Promise<Browser> {
	return chromium.connect(await addressOf("chromium"), { timeout: PATIENCE_MS });
}
