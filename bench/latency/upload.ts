import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { untilOnHomePage, upload, uploadForm } from "../harness/client.ts";
import { distinctCopy } from "../harness/photo.ts";
import { freePort, ROOT, run, runWidthwise } from "../harness/processes.ts";
import { formatSummary, summarize } from "../harness/statistics.ts";
import type { Table } from "../harness/table.ts";

const ROUNDS = 40;

/** Pause before each upload, in milliseconds: the server still has work for the last photo. */
const SETTLE_MS = 300;

/** The names of the measured times. */
const NAMES = [
	"bare Bun.serve, body into one synced file",
	"Widthwise, accepted (202)",
	"Widthwise, visible on the home page",
] as const;

/**
 * Measures the time until an upload is accepted, compared with a bare server that only stores the body,
 * and the time until visitors see the photo. The servers alternate, and each photo is published before
 * the next is sent.
 *
 * @example
 * console.log(formatTable(await measureUpload(photo)));
 */
export async function measureUpload(photo: Uint8Array): Promise<Table> {
	await using folder = await mkdtempDisposable(join(tmpdir(), "widthwise-bare-"));
	const port = freePort();
	await using bare = await run(
		[process.execPath, join(ROOT, "bench/latency/bare-upload.ts"), String(port), folder.path],
		{ url: `http://127.0.0.1:${port}`, readyPath: "/" },
	);
	await using widthwise = await runWidthwise();
	const bareMs: number[] = [];
	const acceptedMs: number[] = [];
	const visibleMs: number[] = [];
	// The first round is a warm-up.
	for (let round = 0; round <= ROUNDS; round++) {
		const copy = distinctCopy(photo, round);
		await Bun.sleep(SETTLE_MS);
		const bareStart = performance.now();
		await fetch(bare.url, { method: "POST", body: uploadForm([copy]) }).then((r) => r.text());
		const bareEnd = performance.now();
		await Bun.sleep(SETTLE_MS);
		const start = performance.now();
		const [accepted] = await upload(widthwise.url, [copy]);
		const acceptedAt = performance.now();
		await untilOnHomePage(widthwise.url, accepted?.id ?? "");
		const visibleAt = performance.now();
		if (round === 0) continue;
		bareMs.push(bareEnd - bareStart);
		acceptedMs.push(acceptedAt - start);
		visibleMs.push(visibleAt - start);
	}
	const [bareTime, accepted, visible] = [bareMs, acceptedMs, visibleMs].map(summarize);
	if (!bareTime || !accepted || !visible) throw new Error("Nothing was measured");
	const ratio = (median: number): string => `${(median / bareTime.median).toFixed(2)}x`;
	const [bareName, acceptedName, visibleName] = NAMES;
	return {
		title: `Upload of one photo, ${(photo.length / 1e6).toFixed(1)} MB`,
		head: ["what", "median (spread)", "to bare"],
		rows: [
			[bareName, formatSummary(bareTime, "ms"), "1.00x"],
			[acceptedName, formatSummary(accepted, "ms"), ratio(accepted.median)],
			[visibleName, formatSummary(visible, "ms"), ratio(visible.median)],
		],
		samples: {
			[`${bareName}, ms`]: bareMs,
			[`${acceptedName}, ms`]: acceptedMs,
			[`${visibleName}, ms`]: visibleMs,
		},
	};
}
