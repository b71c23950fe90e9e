import { type PostgresService, startPostgres } from "./postgres.ts";
import { type RedisService, startRedis } from "./redis.ts";
import { type S3Service, startS3 } from "./s3.ts";

let postgres: Promise<PostgresService> | undefined;
let redis: Promise<RedisService> | undefined;
let s3: Promise<S3Service> | undefined;

/**
 * The Postgres server that all suites of a test run share, started for the first of them; each makes a
 * database of its own in it. Who wants to stop or wipe one starts one.
 */
export function sharedPostgres(): Promise<PostgresService> {
	postgres ??= startPostgres();
	return postgres;
}

/** The Redis server that all suites of a test run share, likewise. */
export function sharedRedis(): Promise<RedisService> {
	redis ??= startRedis();
	return redis;
}

/** The S3 server that all suites of a test run share, likewise; each makes a bucket of its own in it. */
export function sharedS3(): Promise<S3Service> {
	s3 ??= startS3();
	return s3;
}
