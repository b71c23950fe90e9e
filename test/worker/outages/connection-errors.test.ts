import { expect, test } from "bun:test";
import { Client } from "pg";
import { createPostgresLocks } from "../../../worker/database/postgres-locks.ts";
import { isOutage, isUnreachable } from "../../../worker/outages/connection-errors.ts";
import { requires } from "../../requirements.ts";
import { sharedPostgres } from "../../services/shared.ts";
import { raise } from "../databases.ts";

const failure = (pending: Promise<unknown>) =>
	pending.then(
		() => raise(new Error("It did not fail")),
		(error: unknown) => error,
	);

test("a server that accepts a connection and sends nothing is unreachable", async () => {
	const silent = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
	const connectionString = `postgres://127.0.0.1:${silent.port}/photos`;
	const locks = createPostgresLocks({ connectionString, connectionTimeoutMillis: 50 }, () => {});
	expect(isOutage(await failure(locks.lock(1n)))).toBe(true);
	await locks.close();
	silent.stop(true);
});

requires("postgres").test("a server that takes too long to answer is unreachable", async () => {
	const connectionString = await (await sharedPostgres()).createDatabase();
	const client = new Client({ connectionString });
	await client.connect();
	const refused = await failure(client.query("select nonsense"));
	// node-postgres's types do not know that a query may have a time limit.
	const slow = { text: "select pg_sleep(3600)", query_timeout: 50 };
	const late = await failure(client.query(slow));
	await client.end();
	expect([isUnreachable(refused), isUnreachable(late)]).toEqual([false, true]);
});

test.each(["ENETUNREACH", "ENETDOWN", "EHOSTDOWN", "ECONNABORTED"])(
	"%s means unreachable",
	(code) => {
		expect(isUnreachable(Object.assign(new Error("connect"), { code }))).toBe(true);
	},
);
