import { join } from "node:path";
import { ROOT } from "./processes.ts";

/** The results of wrk for a server. */
export type Load = {
	readonly requestsPerSecond: number;
	/** Percentiles of the response time, in milliseconds. */
	readonly p50: number;
	readonly p95: number;
	readonly p99: number;
};

/** Connections; each requests the next image as soon as it has the last. */
export const CONNECTIONS = 64;

/**
 * Requests one URL repeatedly with wrk.
 *
 * @throws {Error} if wrk is not installed, or a request fails
 *
 * @example
 * const { requestsPerSecond, p99 } = measureLoad(url, 4);
 */
export function measureLoad(url: string, seconds: number): Load {
	const report = join(ROOT, "bench/harness/wrk-report.lua");
	const args = ["-t2", `-c${CONNECTIONS}`, `-d${seconds}s`, "--timeout", "60s"];
	const wrk = Bun.spawnSync(["wrk", ...args, "-H", "Accept: image/webp", "-s", report, url]);
	const [, json = ""] = /^REPORT (.*)$/m.exec(wrk.stdout.toString()) ?? [];
	if (json === "") throw new Error(`wrk failed: ${wrk.stdout}${wrk.stderr}`);
	const { errors, ...load } = JSON.parse(json);
	if (errors > 0) throw new Error(`${url}: ${errors} requests failed`);
	return load;
}
