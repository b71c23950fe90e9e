/** Whether a missing service is a failure (on CI) instead of a visible skip. */
export const isCi: boolean = process.env.CI === "true";

/** A Postgres server for tests, which empty it; without one they run on PGlite only. */
export const testDatabaseUrl: string | undefined = process.env.TEST_DATABASE_URL;

/** A Redis server for tests; without one the queue is tested in the database only. */
export const testRedisUrl: string | undefined = process.env.TEST_REDIS_URL;
