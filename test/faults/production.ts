import type { Store } from "widthwise";
import { createS3Store } from "widthwise/store/s3";
import { type PostgresService, startPostgres } from "../services/postgres.ts";
import { type RedisService, startRedis } from "../services/redis.ts";
import { type S3Service, startS3 } from "../services/s3.ts";

/** The services of a production set-up, for one suite, which may stop, kill and wipe them. */
export type Production = AsyncDisposable & {
	readonly postgres: PostgresService;
	readonly redis: RedisService;
	readonly s3: S3Service;
	readonly databaseUrl: string;
	readonly media: Store;
	readonly publicStore: Store;
	/** The settings of servers and workers that use them. */
	readonly environment: Readonly<Record<string, string>>;
	remove(): Promise<void>;
};

/** Starts Postgres, Redis and S3, all empty. */
export async function startProduction(): Promise<Production> {
	await using begun = new AsyncDisposableStack();
	const starting = [startPostgres(), startRedis(), startS3()] as const;
	for (const service of starting)
		begun.defer(async () => void (await (await service.catch(() => null))?.remove()));
	const [postgres, redis, s3] = await Promise.all(starting);
	const databaseUrl = await postgres.createDatabase();
	const [mediaBucket, publicBucket] = [await s3.createBucket(), await s3.createBucket()];
	const { url: endpoint, region, credentials } = s3;
	const store = (bucket: string): Store => createS3Store({ bucket, endpoint, region, credentials });
	const started = begun.move();
	const remove = () => started.disposeAsync();
	return {
		postgres,
		redis,
		s3,
		databaseUrl,
		media: store(mediaBucket),
		publicStore: store(publicBucket),
		environment: {
			...s3.environment,
			DATABASE_URL: databaseUrl,
			REDIS_URL: redis.url,
			MEDIA_STORE: `s3://${mediaBucket}`,
			PUBLIC_STORE: `s3://${publicBucket}`,
		},
		remove,
		[Symbol.asyncDispose]: remove,
	};
}
