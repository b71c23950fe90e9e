import { mkdtempDisposable, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Judge, startJudge } from "../../harness/judge.ts";
import { createProgress } from "../../harness/progress.ts";
import { installRivals } from "../../harness/rivals.ts";
import { rotate } from "../../harness/rotate.ts";
import { formatRatio, formatSummary, summarize } from "../../harness/statistics.ts";
import type { Table } from "../../harness/table.ts";
import {
	type CostContender,
	type CostReply,
	OURS,
	SHARP,
	startCostContenders,
} from "./contenders.ts";

/** The qualities that publishing encodes with. */
const QUALITY = { master: 88, mezzanine: 92, placeholder: 30 };

/** Measured rounds; in each, every contender publishes every photo. */
const ROUNDS = 9;

/** Rounds before, in which code is compiled. */
const WARM_UP_ROUNDS = 3;

/** The mezzanine that is judged; most variants are cut from it. */
const MEZZANINE = 1280;

/** The findings on one contender, in the order of rounds. */
type Findings = {
	readonly name: string;
	/** Processor milliseconds for each photo, by round. */
	readonly rounds: readonly number[];
	readonly masterBytes: number;
	readonly masterSsim: number;
	readonly mezzanineSsim: number;
};

/**
 * Measures the processor time that publishing a photo takes, beside sharp, which makes the same pictures
 * without looking for damage and metadata. They take turns, so that ratios hold on a busy machine.
 *
 * @param photos the files; figures are means of them
 *
 * @example
 * console.log(formatTable(await measureCost([photo])));
 */
export async function measureCost(photos: readonly Uint8Array[]): Promise<Table> {
	installRivals();
	await using started = new AsyncDisposableStack();
	const folder = started.use(await mkdtempDisposable(join(tmpdir(), "widthwise-cost-")));
	const paths = await writePhotos(photos, folder.path);
	const contenders = startCostContenders();
	for (const { process } of contenders) started.use(process);
	const times = await measureRounds(contenders, paths, folder.path);
	const judge = started.use(startJudge());
	const findings: Findings[] = [];
	for (const { name } of contenders) {
		const quality = await judgePictures(judge, paths, join(folder.path, name));
		findings.push({ name, rounds: times.get(name) ?? [], ...quality });
	}
	return tableOf(findings, photos);
}

async function writePhotos(
	photos: readonly Uint8Array[],
	folder: string,
): Promise<readonly string[]> {
	const paths = photos.map((_, number) => join(folder, `${number}.jpg`));
	await Promise.all(photos.map((photo, number) => Bun.write(paths[number] ?? "", photo)));
	return paths;
}

/** By contender: for each round, the mean of all photos. */
async function measureRounds(
	contenders: readonly CostContender[],
	photos: readonly string[],
	folder: string,
): Promise<ReadonlyMap<string, readonly number[]>> {
	const times = new Map(contenders.map(({ name }): [string, number[]] => [name, []]));
	const progress = createProgress();
	const [ours] = contenders;
	if (!ours) throw new Error("There is nothing to measure");
	const sizes = new Map<string, CostReply>();
	const folderOf = (name: string, photo: string): string => join(folder, name, photoName(photo));
	// Ours decides the sizes.
	for (const photo of photos) {
		const request = { photo, folder: folderOf(ours.name, photo) };
		sizes.set(photo, await ours.process.request<CostReply>(request));
	}
	for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
		progress.show(`publish: round ${round}`);
		for (const { name, process } of rotate(contenders, round + WARM_UP_ROUNDS)) {
			let sum = 0;
			for (const photo of photos) {
				const { width, height, mezzanines } = sizes.get(photo) ?? {};
				const size = { width, height, mezzanines, quality: QUALITY };
				const request = { photo, folder: folderOf(name, photo), ...size };
				sum += (await process.request<CostReply>(request)).processorMs;
			}
			if (round >= 0) times.get(name)?.push(sum / photos.length);
		}
	}
	progress.done();
	return times;
}

async function judgePictures(
	judge: Judge,
	photos: readonly string[],
	folder: string,
): Promise<Omit<Findings, "name" | "rounds">> {
	const found = { masterBytes: 0, masterSsim: 0, mezzanineSsim: 0 };
	for (const photo of photos) {
		const [master, mezzanine] = ["master", `mezzanine-${MEZZANINE}`].map((name) =>
			join(folder, photoName(photo), name),
		);
		if (!master || !mezzanine) continue;
		found.masterBytes += (await stat(master)).size / photos.length;
		const width = await widthOf(master);
		found.masterSsim += (await judge.ssim(photo, master, width)) / photos.length;
		found.mezzanineSsim += (await judge.ssim(photo, mezzanine, MEZZANINE)) / photos.length;
	}
	return found;
}

async function widthOf(path: string): Promise<number> {
	return (await new Bun.Image(path).metadata()).width;
}

function photoName(path: string): string {
	return path.replace(/.*\//, "").replace(".jpg", "");
}

function tableOf(findings: readonly Findings[], photos: readonly Uint8Array[]): Table {
	const ours = findings.find(({ name }) => name === OURS);
	const ratiosTo = (name: string | undefined, own: Findings): string => {
		const other = findings.find((found) => found.name === name);
		if (!other || own !== ours) return "";
		return formatRatio(summarize(own.rounds.map((ms, i) => ms / (other.rounds[i] ?? 0))));
	};
	const megabytes = photos.map((photo) => (photo.length / 1e6).toFixed(1)).join(" and ");
	return {
		title: `Processor time of publishing a photo of ${megabytes} MB`,
		head: [
			"what",
			"processor time (spread)",
			"to sharp, the same settings",
			"to sharp with trellis",
			"kB of the master",
			"SSIM of the master",
			`SSIM of ${MEZZANINE} px`,
		],
		rows: findings.map((found) => [
			found.name,
			formatSummary(summarize(found.rounds), "ms"),
			ratiosTo(SHARP[0], found),
			ratiosTo(SHARP[1], found),
			(found.masterBytes / 1000).toFixed(0),
			found.masterSsim.toFixed(4),
			found.mezzanineSsim.toFixed(4),
		]),
		samples: Object.fromEntries(findings.map(({ name, rounds }) => [`${name}, ms`, rounds])),
	};
}
