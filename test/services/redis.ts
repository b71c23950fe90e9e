import { Redis } from "ioredis";
import { freePort } from "../free-port.ts";
import type { Service } from "./service.ts";
import { startOrRemove } from "./start-or-remove.ts";
import { makeTiedFolder, startTied, type TiedProcess } from "./tied-process.ts";
import { untilAnswers } from "./until-answers.ts";

const program = Bun.which("redis-server");

/** A Redis server that its users neither start nor end. */
export type RedisServer = {
	/** The address of the first database, which holds a count of the databases in use. */
	readonly url: string;
	/** Resolves to the address of an unused database. */
	createDatabase(): Promise<string>;
};

/** A Redis server of one suite. */
export type RedisService = Service & RedisServer;

const DATABASES = 1000;

/** Describes the Redis server at an address. */
export function redisAt(url: string): RedisServer {
	return {
		url,
		createDatabase: async () =>
			`${url}/${await queryRedis(url, (redis) => redis.incr("widthwise-test-databases"))}`,
	};
}

/**
 * Starts a new, empty Redis server. It writes every change to a file before it answers, so
 * acknowledged writes survive kill -9.
 */
export async function startRedis(): Promise<RedisService> {
	if (program === null) throw new Error("redis-server is not installed: run npm run services");
	const port = await freePort();
	const url = `redis://127.0.0.1:${port}`;
	const folder = await makeTiedFolder("redis");
	const settings = {
		bind: "127.0.0.1",
		port,
		dir: folder.path,
		databases: String(DATABASES),
		save: "",
		appendonly: "yes",
	};
	const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
	const command = [program, ...flags];
	let server: TiedProcess | undefined;

	async function start(): Promise<void> {
		if (server) return;
		server = startTied(command);
		await untilAnswers(server, () => queryRedis(url, (redis) => redis.ping()));
	}
	async function end(signal: "TERM" | "KILL"): Promise<void> {
		await server?.end(signal);
		server = undefined;
	}
	async function remove(): Promise<void> {
		await end("KILL");
		await folder.remove();
	}
	await startOrRemove(start, remove);
	return {
		...redisAt(url),
		start,
		stop: () => end("TERM"),
		kill: () => end("KILL"),
		async restart() {
			await end("TERM");
			await start();
		},
		wipe: () => queryRedis(url, async (redis) => void (await redis.flushall())),
		remove,
		[Symbol.asyncDispose]: remove,
	};
}

/** Runs a command on a connection of its own. */
async function queryRedis<Answer>(
	url: string,
	query: (redis: Redis) => Promise<Answer>,
): Promise<Answer> {
	const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
	redis.on("error", () => {});
	try {
		await redis.connect();
		return await query(redis);
	} finally {
		redis.disconnect();
	}
}
