import { processorTime } from "../harness/process-usage.ts";
import type { Running } from "../harness/processes.ts";
import { formatSummary, percentile, summarize } from "../harness/statistics.ts";

const WARM_UP = 5;
const REQUESTS = 40;

/**
 * Measures requests for a page, one after another, and formats them as a row: milliseconds until the
 * last byte, the 95th percentile, processor time of the server for one, and bytes.
 *
 * @throws {Error} if it is not answered
 *
 * @example
 * await timePage(server, "home page", "/");
 */
export async function timePage(
	server: Running,
	name: string,
	path: string,
): Promise<readonly string[]> {
	for (let i = 0; i < WARM_UP; i++) await request(server.url + path);
	const times: number[] = [];
	let bytes = 0;
	const begun = processorTime(server.pid);
	for (let i = 0; i < REQUESTS; i++) {
		const start = performance.now();
		bytes = await request(server.url + path);
		times.push(performance.now() - start);
	}
	const processor = (processorTime(server.pid) - begun) / REQUESTS;
	return [
		name,
		formatSummary(summarize(times), "ms"),
		`${percentile(times, 0.95).toFixed(1)} ms`,
		`${processor.toFixed(1)} ms`,
		(bytes / 1000).toFixed(1),
	];
}

/** Returns the bytes sent, compressed as for browsers. */
async function request(address: string): Promise<number> {
	const headers = { "Accept-Encoding": "gzip" };
	const response = await fetch(address, { headers, decompress: false });
	const body = await response.bytes();
	if (!response.ok) throw new Error(`${address} answered ${response.status}`);
	return body.length;
}
