import { Redis } from "ioredis";
import { isCi } from "../config.ts";
import { freePort } from "../running-server.ts";
import type { Service } from "./service.ts";
import { makeTiedFolder, startTied, type TiedProcess } from "./tied-process.ts";
import { untilAnswers } from "./until-answers.ts";

const program = Bun.which("redis-server");

/** Whether tests of Redis are to be skipped; on CI they must fail instead. */
export const isRedisMissing: boolean = program === null && !isCi;

/** A Redis server for tests. */
export type RedisService = Service & {
	/** The address of an empty database in it. */
	createDatabase(): string;
};

const DATABASES = 1000;

/**
 * Starts a Redis server of its own, empty. It writes every change to its file before it answers, so
 * what it acknowledged survives kill -9.
 */
export async function startRedis(): Promise<RedisService> {
	if (program === null) throw new Error("redis-server is not installed: npm run services does it");
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
	let created = 0;

	async function start(): Promise<void> {
		server = startTied(command);
		await untilAnswers(server, () => ask(url, (redis) => redis.ping()));
	}
	async function end(signal: "TERM" | "KILL"): Promise<void> {
		await server?.end(signal);
		server = undefined;
	}
	await start();
	return {
		url,
		createDatabase: () => `${url}/${++created}`,
		start,
		stop: () => end("TERM"),
		kill: () => end("KILL"),
		async restart() {
			await end("TERM");
			await start();
		},
		wipe: () => ask(url, async (redis) => void (await redis.flushall())),
		async remove() {
			await end("KILL");
			await folder.remove();
		},
	};
}

/** One question on a connection of its own. */
async function ask<Answer>(
	url: string,
	question: (redis: Redis) => Promise<Answer>,
): Promise<Answer> {
	const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
	redis.on("error", () => {});
	try {
		await redis.connect();
		return await question(redis);
	} finally {
		redis.disconnect();
	}
}
