import type { Environment } from "./environment.ts";

/** A new database and new store prefixes; disposing drops the database. */
export type FreshServices = AsyncDisposable & { readonly environment: Environment };

/**
 * Creates a new database on the Postgres server and new prefixes in the buckets, so that each run starts
 * empty. Objects under the prefixes are not deleted.
 *
 * @example
 * await using services = await createFreshServices(environment);
 */
export async function createFreshServices(environment: Environment): Promise<FreshServices> {
	const { DATABASE_URL = "", MEDIA_STORE = "", PUBLIC_STORE = "" } = environment;
	const name = `bench_${crypto.randomUUID().replaceAll("-", "")}`;
	const database = new URL(DATABASE_URL);
	await query(DATABASE_URL, `create database ${name}`);
	database.pathname = `/${name}`;
	const under = (store: string): string => `${store.replace(/\/$/, "")}/${name}`;
	return {
		environment: {
			...environment,
			DATABASE_URL: database.href,
			MEDIA_STORE: under(MEDIA_STORE),
			PUBLIC_STORE: under(PUBLIC_STORE),
		},
		[Symbol.asyncDispose]: () => query(DATABASE_URL, `drop database ${name} with (force)`),
	};
}

async function query(url: string, text: string): Promise<void> {
	await using sql = new Bun.SQL(url);
	await sql.unsafe(text);
}
