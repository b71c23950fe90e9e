import { warnIfBusy } from "../harness/machine.ts";
import { benchPhotos } from "../harness/photo.ts";
import { percentile } from "../harness/statistics.ts";
import type { Table } from "../harness/table.ts";
import { printTables } from "../plot/print-tables.ts";
import { measureCost } from "./cost/cost.ts";
import { readEnvironmentFile } from "./environment.ts";
import { figuresOf } from "./figures.ts";
import { PUBLISH_USAGE, type PublishOptions, parsePublishOptions } from "./options.ts";
import { measureRun, type Run } from "./run.ts";
import { type Setup, startEmbedded, startProduction } from "./setups.ts";

/**
 * Measures the processor time of publishing, beside sharp; then photos published per second by one and
 * by two workers, in one process and on Postgres, Redis and S3; also how long photos wait, the workers'
 * memory, and the cost of the queue.
 *
 * @param args the arguments after the part's name
 * @param defaults the numbers of photos and workers without options, and whether to compare with sharp
 * @param print writes to the standard output
 *
 * @throws {Error} with a message for the user
 *
 * @example
 * await publish(["--environment", "services.env"], { photos: 40, workers: [1, 2], isCostMeasured: true }, console.log);
 */
export async function publish(
	args: readonly string[],
	defaults: Pick<PublishOptions, "photos" | "workers"> & { readonly isCostMeasured: boolean },
	print: (text: string) => void,
): Promise<void> {
	if (args.includes("--help")) {
		print(PUBLISH_USAGE);
		return;
	}
	const options = parsePublishOptions(args, defaults);
	const photos = await benchPhotos(options.photo === undefined ? [] : [options.photo]);
	const [photo] = photos;
	const megabytes = (photo.length / 1e6).toFixed(1);
	warnIfBusy();
	const title = `Publishing ${options.photos} photos of ${megabytes} MB, sent at once`;
	const tables: Table[] = [];
	if (!options.isOnlyEnvironment) {
		if (defaults.isCostMeasured) tables.push(await measureCost(photos));
		const runs = await measureRuns(startEmbedded, photo, options);
		tables.push(tableOf(`${title}, everything in one process`, runs));
	}
	if (options.environment === null) {
		console.error(
			"Not measured: Postgres, Redis and S3. Name their environment file with --environment",
		);
	} else {
		const environment = await readEnvironmentFile(options.environment);
		const start = (workers: number): Promise<Setup> => startProduction(environment, workers);
		const runs = await measureRuns(start, photo, options);
		tables.push(tableOf(`${title}, on Postgres, Redis and S3, workers of their own`, runs));
	}
	await printTables(tables, options, print);
}

async function measureRuns(
	start: (workers: number) => Promise<Setup>,
	photo: Uint8Array,
	options: PublishOptions,
): Promise<readonly Run[]> {
	const runs: Run[] = [];
	for (const workers of options.workers) {
		await using setup = await start(workers);
		runs.push(await measureRun(setup, photo, { count: options.photos, workers }));
	}
	return runs;
}

function tableOf(title: string, runs: readonly Run[]): Table {
	const figures = runs.map(figuresOf);
	const [baseline] = figures;
	const [firstRun] = runs;
	const rows = runs.map((run, i) => {
		const own = figures[i];
		if (!own || !baseline || !firstRun) throw new Error("Nothing was measured");
		const { workers, serverPeakBytes, workerPeakBytes } = run;
		const speedUp = own.photosPerSecond / baseline.photosPerSecond;
		return [
			String(workers),
			`${own.photosPerSecond.toFixed(2)}/s`,
			workers === firstRun.workers ? "" : `${speedUp.toFixed(2)}x`,
			medianAndP95(own.accepting, "ms", 1),
			medianAndP95(own.waiting, "s", 1000),
			`${(own.total / 1000).toFixed(1)} s`,
			`${(100 * own.betweenPhotos).toFixed(1)}${formatError(own.uncertainty)} %`,
			own.cores.toFixed(2),
			`${(serverPeakBytes / 1e6).toFixed(0)} MB`,
			workerPeakBytes.map((bytes) => `${(bytes / 1e6).toFixed(0)} MB`).join(", ") ||
				"in the server",
		];
	});
	return {
		title,
		head: [
			"workers",
			"published",
			"speed-up",
			"accepted, p50 and p95",
			"accepted to published, p50 and p95",
			"first sent to last published",
			"between photos",
			"cores busy",
			"server, at the most",
			"workers, at the most",
		],
		rows,
		samples: Object.fromEntries(
			runs.map(({ workers }, i) => [
				`accepted to published, ms, ${workers}`,
				figures[i]?.waiting ?? [],
			]),
		),
	};
}

function formatError(share: number): string {
	return share === 0 ? "" : ` ± ${(100 * share).toFixed(1)}`;
}

function medianAndP95(milliseconds: readonly number[], unit: string, scale: number): string {
	const [p50, p95] = [0.5, 0.95].map((share) => percentile(milliseconds, share) / scale);
	const digits = scale === 1 ? 0 : 1;
	return `${p50?.toFixed(digits)} and ${p95?.toFixed(digits)} ${unit}`;
}
