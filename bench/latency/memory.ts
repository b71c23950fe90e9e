import { readFileSync } from "node:fs";
import type { Table } from "../table.ts";
import { untilOnHomePage, upload } from "./client.ts";
import { distinctCopy } from "./photo.ts";
import { runWidthwise } from "./processes.ts";

const PHOTOS = 50;
const BATCH = 10;
const SETTLE_MS = 40_000;

/**
 * Resident memory of the whole embedded set-up (server, worker, database, queue, codecs: one process):
 * after the start, at the most while photos are published, and when it has been idle again.
 *
 * @example
 * console.log(formatTable(await measureMemory(photo)));
 */
export async function measureMemory(photo: Uint8Array): Promise<Table> {
	const server = await runWidthwise();
	try {
		const peakAtStart = statusMegabytes(server.pid, "VmHWM");
		await Bun.sleep(5_000);
		const idle = statusMegabytes(server.pid, "VmRSS");
		const start = performance.now();
		let last = "";
		for (let first = 0; first < PHOTOS; first += BATCH) {
			const copies = Array.from({ length: BATCH }, (_, i) => distinctCopy(photo, first + i));
			last = (await upload(server.url, copies)).at(-1)?.id ?? "";
		}
		await untilOnHomePage(server.url, last);
		const seconds = (performance.now() - start) / 1000;
		const peak = statusMegabytes(server.pid, "VmHWM");
		await Bun.sleep(SETTLE_MS);
		const after = statusMegabytes(server.pid, "VmRSS");
		const write = (megabytes: number): string => `${megabytes.toFixed(0)} MB`;
		return {
			title: `Memory of the embedded set-up, ${PHOTOS} photos of ${(photo.length / 1e6).toFixed(1)} MB`,
			head: ["when", "resident"],
			rows: [
				["at the most during the first start", write(peakAtStart)],
				["idle, 5 s after the start", write(idle)],
				[
					`at the most while ${PHOTOS} photos were published (${seconds.toFixed(0)} s)`,
					write(peak),
				],
				[`idle again, ${SETTLE_MS / 1000} s later`, write(after)],
			],
		};
	} finally {
		await server.stop();
	}
}

/** A field of `/proc/<pid>/status`: `VmRSS` is now, `VmHWM` the most so far. */
function statusMegabytes(pid: number, field: "VmRSS" | "VmHWM"): number {
	const status = readFileSync(`/proc/${pid}/status`, "utf8");
	const kilobytes = new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1];
	return Number(kilobytes) / 1024;
}
