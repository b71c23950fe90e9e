// `bun test/services/start-all.ts` starts Postgres, Redis and S3, to try or measure Widthwise on them.
// Prints the environment that uses them, and ends with its standard input.
import { startPostgres } from "./postgres.ts";
import { startRedis } from "./redis.ts";
import { startS3, startS3Cluster } from "./s3.ts";

const [postgres, redis, cluster] = await Promise.all([
	startPostgres(),
	startRedis(),
	startS3Cluster(),
]);
const s3 = await startS3(cluster.url);
const [media, publicBucket] = [await s3.createBucket(), await s3.createBucket()];
const environment = {
	DATABASE_URL: await postgres.createDatabase(),
	REDIS_URL: await redis.createDatabase(),
	MEDIA_STORE: `s3://${media}`,
	PUBLIC_STORE: `s3://${publicBucket}`,
	...s3.environment,
};
for (const [name, value] of Object.entries(environment)) console.log(`${name}=${value}`);

for await (const _ of Bun.stdin.stream()) {
	// The input carries no data; only its end matters.
}
await s3.remove();
await Promise.all([postgres.remove(), redis.remove(), cluster.remove()]);
process.exit();
