import { Redis } from "ioredis";
import { WidthwiseError } from "widthwise";
import { within } from "widthwise/internal";
import { isUnreachable } from "../outages/connection-errors.ts";
import { retryWhileUnreachable } from "../outages/retry-while-unreachable.ts";

const CHECK_TIMEOUT_MS = 5000;

/**
 * Connects to a Redis server; the client reconnects by itself whenever the connection is lost.
 *
 * @param startTimeoutMs how long to wait for an unreachable server, in milliseconds
 * @throws {WidthwiseError} `unavailable` if the server cannot be reached, `misconfigured` if it refuses
 * the connection
 *
 * @example
 * const redis = await connectRedis("redis://localhost", 30_000, log.error);
 */
export async function connectRedis(
	url: string,
	startTimeoutMs: number,
	onError: (error: unknown) => void,
): Promise<Redis> {
	const waiting = new WidthwiseError("unavailable", "Waiting for Redis to answer");
	try {
		return await retryWhileUnreachable(
			() => connect(url, onError),
			startTimeoutMs,
			() => onError(waiting),
		);
	} catch (cause) {
		if (isUnreachable(cause)) {
			const message = "Cannot reach Redis: check that it runs, and check REDIS_URL";
			throw new WidthwiseError("unavailable", message, { cause });
		}
		const message = "Redis refused the connection: check user and password in REDIS_URL";
		throw new WidthwiseError("misconfigured", message, { cause });
	}
}

async function connect(url: string, onError: (error: unknown) => void): Promise<Redis> {
	const redis = new Redis(url, {
		// BullMQ's blocking calls must outlast a reconnection.
		maxRetriesPerRequest: null,
		lazyConnect: true,
		retryStrategy: (times) => Math.min(times * 50, 2000),
	});
	const { promise: refused, reject } = Promise.withResolvers<never>();
	redis.on("error", reject);
	try {
		await Promise.race([redis.connect(), refused]);
		redis.off("error", reject).on("error", onError);
		return redis;
	} catch (error) {
		redis.disconnect();
		throw error;
	}
}

/**
 * Checks that Redis answers.
 *
 * @throws {WidthwiseError} `unavailable` if it does not answer within five seconds
 *
 * @example
 * await checkRedis(redis);
 */
export async function checkRedis(redis: Redis): Promise<void> {
	const { promise: closed, reject } = Promise.withResolvers<never>();
	redis.once("close", reject);
	try {
		// Without a connection, ioredis would hold the command back and send it later.
		if (redis.status !== "ready") throw new Error("Not connected");
		await within(CHECK_TIMEOUT_MS, Promise.race([closed, redis.ping()]));
	} catch (cause) {
		throw new WidthwiseError("unavailable", "The queue's Redis does not answer", { cause });
	} finally {
		redis.off("close", reject);
	}
}
