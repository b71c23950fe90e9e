import { warnIfBusy } from "../harness/machine.ts";
import { benchPhotos } from "../harness/photo.ts";
import { percentile } from "../harness/statistics.ts";
import type { Table } from "../harness/table.ts";
import { printTables } from "../plot/print-tables.ts";
import { readEnvironmentFile } from "./environment.ts";
import { figuresOf } from "./figures.ts";
import { PUBLISH_USAGE, type PublishOptions, parsePublishOptions } from "./options.ts";
import { measureRun, type Run } from "./run.ts";
import { type Setup, startEmbedded, startProduction } from "./setups.ts";

/**
 * Photos published a second by one worker and by two, in one process and on Postgres, Redis and S3; how
 * long photos wait, what workers hold, what the queue costs.
 *
 * @param args what follows the part on the command line
 * @param defaults how many photos and workers, where the words do not say
 * @param print writes to the standard output
 *
 * @throws {Error} with a message for the person at the keyboard
 *
 * @example
 * await publish(["--environment", "services.env"], { photos: 40, workers: [1, 2] }, console.log);
 */
export async function publish(
	args: readonly string[],
	defaults: Pick<PublishOptions, "photos" | "workers">,
	print: (text: string) => void,
): Promise<void> {
	if (args.includes("--help")) {
		print(PUBLISH_USAGE);
		return;
	}
	const options = parsePublishOptions(args, defaults);
	const [photo] = await benchPhotos(options.photo === undefined ? [] : [options.photo]);
	const megabytes = (photo.length / 1e6).toFixed(1);
	warnIfBusy();
	const title = `Publishing ${options.photos} photos of ${megabytes} MB, sent at once`;
	const tables: Table[] = [];
	if (!options.isOnlyEnvironment) {
		const found = await runs(startEmbedded, photo, options);
		tables.push(tableOf(`${title}, everything in one process`, found));
	}
	if (options.environment === null) {
		console.error(
			"Postgres, Redis and S3 are left out: --environment names a file that says where",
		);
	} else {
		const environment = await readEnvironmentFile(options.environment);
		const start = (workers: number): Promise<Setup> => startProduction(environment, workers);
		const found = await runs(start, photo, options);
		tables.push(tableOf(`${title}, on Postgres, Redis and S3, workers of their own`, found));
	}
	await printTables(tables, options, print);
}

async function runs(
	start: (workers: number) => Promise<Setup>,
	photo: Uint8Array,
	options: PublishOptions,
): Promise<readonly Run[]> {
	const found: Run[] = [];
	for (const workers of options.workers) {
		await using setup = await start(workers);
		found.push(await measureRun(setup, photo, { count: options.photos, workers }));
	}
	return found;
}

function tableOf(title: string, found: readonly Run[]): Table {
	const figures = found.map(figuresOf);
	const [least] = figures;
	const [fewest] = found;
	const rows = found.map((run, i) => {
		const own = figures[i];
		if (!own || !least || !fewest) throw new Error("Nothing was measured");
		const { workers, serverPeakBytes, workerPeakBytes } = run;
		const speedUp = own.photosPerSecond / least.photosPerSecond;
		return [
			String(workers),
			`${own.photosPerSecond.toFixed(2)}/s`,
			workers === fewest.workers ? "" : `${speedUp.toFixed(2)}x`,
			medianAndP95(own.accepting, "ms", 1),
			medianAndP95(own.waiting, "s", 1000),
			`${(own.total / 1000).toFixed(1)} s`,
			`${(100 * own.betweenPhotos).toFixed(1)}${uncertain(own.uncertainty)} %`,
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
			found.map(({ workers }, i) => [
				`accepted to published, ms, ${workers}`,
				figures[i]?.waiting ?? [],
			]),
		),
	};
}

function uncertain(share: number): string {
	return share === 0 ? "" : ` ± ${(100 * share).toFixed(1)}`;
}

function medianAndP95(milliseconds: readonly number[], unit: string, scale: number): string {
	const [half, most] = [0.5, 0.95].map((share) => percentile(milliseconds, share) / scale);
	const digits = scale === 1 ? 0 : 1;
	return `${half?.toFixed(digits)} and ${most?.toFixed(digits)} ${unit}`;
}
