import { Redis } from "ioredis";
import { WidthwiseError } from "widthwise";
import { within } from "widthwise/internal";
import { isUnreachable } from "../outages/connection-errors.ts";
import { retryWhileUnreachable } from "../outages/retry-while-unreachable.ts";

const CHECK_TIMEOUT_MS = 5000;

/**
 * Connects to a Redis server; later losses of the connection are made good for as long as it lives.
 *
 * @param startTimeoutMs how long to wait for a server that is away, in milliseconds
 * @throws {WidthwiseError} `unavailable` if it cannot be reached, `misconfigured` if it refuses
 *
 * @example
 * const redis = await connectRedis("redis://localhost", 30_000, console.error);
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
			const message = "Cannot reach Redis: check that it runs and REDIS_URL";
			throw new WidthwiseError("unavailable", message, { cause });
		}
		const message = "Redis refuses us: check name and password in REDIS_URL";
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
 * Asks whether Redis answers.
 *
 * @throws {WidthwiseError} `unavailable` if it does not, within five seconds
 *
 * @example
 * await checkRedis(redis);
 */
export async function checkRedis(redis: Redis): Promise<void> {
	const { promise: gone, reject } = Promise.withResolvers<never>();
	redis.once("close", reject);
	try {
		// Without a connection, or over a new one, the question would wait and be asked later.
		if (redis.status !== "ready") throw new Error("There is no connection");
		await within(CHECK_TIMEOUT_MS, Promise.race([gone, redis.ping()]));
	} catch (cause) {
		throw new WidthwiseError("unavailable", "The queue's Redis does not answer", { cause });
	} finally {
		redis.off("close", reject);
	}
}
