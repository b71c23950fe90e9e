import { untilOnHomePage, upload } from "../harness/client.ts";
import { distinctCopy } from "../harness/photo.ts";
import { memoryOf } from "../harness/process-usage.ts";
import { runWidthwise } from "../harness/processes.ts";
import type { Table } from "../harness/table.ts";

const PHOTOS = 50;
const BATCH = 10;
const SETTLE_MS = 40_000;

/**
 * Measures the resident memory of the embedded set-up (server, worker, database, queue and codecs in one
 * process): after the start, the peak while photos are published, and after it has been idle again.
 *
 * @example
 * console.log(formatTable(await measureMemory(photo)));
 */
export async function measureMemory(photo: Uint8Array): Promise<Table> {
	await using server = await runWidthwise();
	const peakAtStart = memoryOf(server.pid).peak;
	await Bun.sleep(5_000);
	const idle = memoryOf(server.pid).now;
	const start = performance.now();
	let last = "";
	for (let first = 0; first < PHOTOS; first += BATCH) {
		const copies = Array.from({ length: BATCH }, (_, i) => distinctCopy(photo, first + i));
		last = (await upload(server.url, copies)).at(-1)?.id ?? "";
	}
	await untilOnHomePage(server.url, last);
	const seconds = (performance.now() - start) / 1000;
	const peak = memoryOf(server.pid).peak;
	await Bun.sleep(SETTLE_MS);
	const after = memoryOf(server.pid).now;
	const write = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`;
	return {
		title: `Memory of the embedded set-up, ${PHOTOS} photos of ${(photo.length / 1e6).toFixed(1)} MB`,
		head: ["when", "resident"],
		rows: [
			["at the most during the first start", write(peakAtStart)],
			["idle, 5 s after the start", write(idle)],
			[`at the most while ${PHOTOS} photos were published (${seconds.toFixed(0)} s)`, write(peak)],
			[`idle again, ${SETTLE_MS / 1000} s later`, write(after)],
		],
	};
}
