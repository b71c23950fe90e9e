import { expect } from "bun:test";
import { join } from "node:path";
import { Redis } from "ioredis";
import { until } from "../patience.ts";
import { requires } from "../requirements.ts";
import { startProcess } from "../worker/process.ts";
import { queryPostgres, startPostgres } from "./postgres.ts";
import { startRedis } from "./redis.ts";

/** Whether something listens at an address. */
async function isListening(url: string): Promise<boolean> {
	const { hostname, port } = new URL(url);
	const socket = { data() {} };
	return Bun.connect({ hostname, port: Number(port), socket }).then(
		(connection) => {
			connection.end();
			return true;
		},
		() => false,
	);
}

requires("postgres", "redis").test(
	"servers end with the process that started them, even by kill -9",
	async () => {
		await using starter = startProcess(join(import.meta.dir, "processes/start-and-wait.ts"));
		const urls = (await starter.nextLine())?.split(" ") ?? [];
		expect(await Promise.all(urls.map(isListening))).toEqual([true, true]);
		await starter.kill();
		for (const url of urls) {
			await until("nothing listens any more", async () => !(await isListening(url)));
		}
	},
);

requires("postgres").test("Postgres keeps acknowledged writes until it is wiped", async () => {
	await using postgres = await startPostgres();
	await queryPostgres(postgres.url, "create schema widthwise create table kept (number int)");
	for (const end of [postgres.stop, postgres.kill]) {
		await queryPostgres(postgres.url, "insert into widthwise.kept values (1)");
		await end();
		expect(await isListening(postgres.url)).toBe(false);
		await postgres.start();
	}
	expect(await queryPostgres(postgres.url, "select * from widthwise.kept")).toHaveLength(2);
	await postgres.wipe();
	await expect(queryPostgres(postgres.url, "select * from widthwise.kept")).rejects.toThrow();
});

requires("redis").test("Redis keeps acknowledged writes until it is wiped", async () => {
	await using redis = await startRedis();
	using ends = new DisposableStack();
	const client = ends.adopt(new Redis(redis.url), (it) => it.disconnect());
	client.on("error", () => {});
	for (const end of [redis.stop, redis.kill]) {
		await client.incr("kept");
		await end();
		expect(await isListening(redis.url)).toBe(false);
		await redis.start();
	}
	expect(await client.get("kept")).toBe("2");
	await redis.wipe();
	expect(await client.get("kept")).toBeNull();
});
