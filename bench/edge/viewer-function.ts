import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildViewerRequest } from "@widthwise/edge/build";
import { viewerEvent } from "@widthwise/edge/cloudfront";
import { runCloudFrontFunction } from "@widthwise/edge/viewer-request";
import { DEFAULT_BUCKETS } from "widthwise";
import { formatSummary, summarize } from "../harness/statistics.ts";
import type { Table } from "../harness/table.ts";

const ROUNDS = 7;
const CALLS = 20_000;

/** A request from a phone's browser. */
const EVENT = viewerEvent({
	method: "GET",
	path: "/media/0123456789abcdef0123456789abcdef/blue-hour.jpg",
	query: "width=390&dpr=3",
	headers: [["Accept", "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"]],
});

/**
 * Measures a call of the viewer-request function: in the local CloudFront, and on njs, which is related
 * to the runtime of CloudFront Functions (if njs is installed).
 *
 * @example
 * console.log(formatTable(await measureViewerFunction()));
 */
export async function measureViewerFunction(): Promise<Table> {
	const script = await buildViewerRequest(DEFAULT_BUCKETS);
	const handler = runCloudFrontFunction(script);
	const local = Array.from({ length: ROUNDS }, () => {
		const startedAt = performance.now();
		// The function modifies its request, so each call gets a copy.
		for (let i = 0; i < CALLS; i++) handler({ request: { ...EVENT.request } });
		return ((performance.now() - startedAt) / CALLS) * 1000;
	});
	const rows = [["local CloudFront", formatSummary(summarize(local), "µs")]];
	const njs = Bun.which("njs");
	if (njs) rows.push(["njs", formatSummary(summarize(await timeOnNjs(njs, script)), "µs")]);
	const bytes = `${new TextEncoder().encode(script).length} bytes`;
	return {
		title: `The viewer function (${bytes})`,
		head: ["runtime", "a call"],
		rows,
		missing: njs ? [] : ["njs"],
	};
}

async function timeOnNjs(njs: string, script: string): Promise<readonly number[]> {
	await using folder = await mkdtempDisposable(join(tmpdir(), "widthwise-njs-"));
	const file = join(folder.path, "function.js");
	await Bun.write(
		file,
		`${script}
		var text = ${JSON.stringify(JSON.stringify(EVENT))};
		for (var round = 0; round < ${ROUNDS}; round++) {
			var events = [];
			for (var i = 0; i < ${CALLS}; i++) events.push(JSON.parse(text));
			var startedAt = Date.now();
			for (var j = 0; j < ${CALLS}; j++) handler(events[j]);
			console.log((Date.now() - startedAt) / ${CALLS} * 1000);
		}`,
	);
	const { stdout, exitCode } = Bun.spawnSync([njs, file]);
	if (exitCode !== 0) throw new Error(`njs: ${stdout}`);
	return stdout.toString().trim().split("\n").map(Number);
}
