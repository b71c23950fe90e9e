import type { Store } from "widthwise";
import { createS3Store } from "widthwise/store/s3";
import { createMigratedDatabase } from "../migrated-database.ts";
import { type PostgresService, startPostgres } from "../services/postgres.ts";
import { type RedisService, startRedis } from "../services/redis.ts";
import type { S3Server, S3Service } from "../services/s3.ts";
import { sharedRedis, sharedS3, startOwnS3 } from "../services/shared.ts";

/** The services of a production set-up. */
export type Production = {
	readonly databaseUrl: string;
	readonly redisUrl: string;
	readonly s3: S3Server;
	readonly media: Store;
	readonly publicStore: Store;
	/** The settings of servers and workers that use them. */
	readonly environment: Readonly<Record<string, string>>;
};

/** The services of one suite, which may stop, kill and wipe them. */
export type OwnProduction = Production & {
	readonly postgres: PostgresService;
	readonly redis: RedisService;
	readonly s3: S3Service;
	remove(): Promise<void>;
};

/** Starts Postgres, Redis and S3, all empty. */
export async function startProduction(): Promise<OwnProduction> {
	await using begun = new AsyncDisposableStack();
	const starting = [startPostgres(), startRedis(), startOwnS3()] as const;
	for (const service of starting)
		begun.defer(async () => void (await (await service.catch(() => null))?.remove()));
	const [postgres, redis, s3] = await Promise.all(starting);
	const production = await createProduction(await postgres.createDatabase(), redis.url, s3);
	const started = begun.move();
	return { ...production, postgres, redis, s3, remove: () => started.disposeAsync() };
}

/** Takes an empty part of the Postgres, Redis and S3 that test files share, and must not stop. */
export async function sharedProduction(): Promise<Production> {
	const redisUrl = await (await sharedRedis()).createDatabase();
	return createProduction(await createMigratedDatabase(), redisUrl, await sharedS3());
}

async function createProduction(
	databaseUrl: string,
	redisUrl: string,
	s3: S3Server,
): Promise<Production> {
	const [mediaBucket, publicBucket] = [await s3.createBucket(), await s3.createBucket()];
	const store = (bucket: string): Store => createS3Store({ ...s3.connection, bucket });
	return {
		databaseUrl,
		redisUrl,
		s3,
		media: store(mediaBucket),
		publicStore: store(publicBucket),
		environment: {
			...s3.environment,
			DATABASE_URL: databaseUrl,
			REDIS_URL: redisUrl,
			MEDIA_STORE: `s3://${mediaBucket}`,
			PUBLIC_STORE: `s3://${publicBucket}`,
		},
	};
}
