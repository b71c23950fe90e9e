import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Judge, startJudge } from "../harness/judge.ts";
import { createProgress, type Progress } from "../harness/progress.ts";
import { installRivals } from "../harness/rivals.ts";
import { rotate } from "../harness/rotate.ts";
import type { Table } from "../harness/table.ts";
import { BASELINE, type Contender, type Rendered, startContenders } from "./contenders.ts";
import { bytesAtSsim, type Quality } from "./equal-quality.ts";
import { engineTable, type Findings } from "./findings.ts";
import { JOBS, type Job, type Sources, writeSources } from "./pictures.ts";

/** Measured rounds, over all photos together. */
const ROUNDS = 14;

/**
 * Compares our engines with sharp, sharp as WebAssembly, jSquash and Photon: the same photos to the same
 * size, format and quality, each engine in its own process, alternately. It measures time, closeness
 * to the exact resize, and the bytes that each engine needs to come as close as sharp.
 *
 * @param others more photos, which alternate with the first
 *
 * @example
 * for (const table of await measureEngines(photo, [])) console.log(formatTable(table));
 */
export async function measureEngines(
	photo: Uint8Array,
	others: readonly Uint8Array[],
): Promise<readonly Table[]> {
	installRivals();
	await using started = new AsyncDisposableStack();
	const folder = started.use(await mkdtempDisposable(join(tmpdir(), "widthwise-engines-")));
	const contenders = startContenders();
	for (const { process } of contenders) started.use(process);
	const judge = started.use(startJudge());
	const progress = createProgress();
	const sources = await writeSources([photo, ...others], folder.path);
	const output = join(folder.path, "output");
	const bench: Bench = { contenders, judge, sources, output, progress };
	const tables: Table[] = [];
	for (const job of JOBS) {
		const times = await measureTimes(bench, job);
		tables.push(engineTable(job, contenders, times, await measureQuality(bench, job)));
	}
	progress.done();
	return tables;
}

type Bench = {
	readonly contenders: readonly Contender[];
	readonly judge: Judge;
	readonly sources: readonly Sources[];
	/** Path of the last picture. */
	readonly output: string;
	readonly progress: Progress;
};

async function measureTimes(bench: Bench, job: Job): Promise<Findings["times"]> {
	const { contenders, sources, progress } = bench;
	const times = new Map(contenders.map(({ name }): [string, Rendered[]] => [name, []]));
	// Negative rounds are a warm-up: every photo once.
	for (let round = -sources.length; round < ROUNDS; round++) {
		progress.show(`${job.title}: round ${round}`);
		const photo = sources[(round + sources.length) % sources.length];
		if (!photo) throw new Error("There is no photo to measure with");
		for (const contender of rotate(contenders, round + sources.length)) {
			const rendered = await render(bench, contender, job, photo, job.quality);
			if (round >= 0) times.get(contender.name)?.push(rendered);
		}
	}
	return times;
}

async function measureQuality(bench: Bench, job: Job): Promise<Findings["qualities"]> {
	const { contenders, sources, progress } = bench;
	const qualities: Findings["qualities"][number][] = [];
	for (const photo of sources) {
		let target = 0;
		for (const contender of contenders) {
			progress.show(`${job.title}: quality of ${contender.name}`);
			const at = (quality: number): Promise<Quality> =>
				renderAndJudge(bench, contender, job, photo, quality);
			const found = await at(job.quality);
			const isBaseline = contender.name === BASELINE;
			if (isBaseline) target = found.ssim;
			const isFixed = contender.isWebpLossless && job.format === "webp";
			const equalBytes = isFixed || isBaseline ? found.bytes : await bytesAtSsim(target, at);
			qualities.push({ name: contender.name, ...found, equalBytes });
		}
	}
	return qualities;
}

async function renderAndJudge(
	bench: Bench,
	contender: Contender,
	job: Job,
	photo: Sources,
	quality: number,
): Promise<Quality> {
	const { bytes } = await render(bench, contender, job, photo, quality);
	return { bytes, ssim: await bench.judge.ssim(photo.original, bench.output, photo.size.width) };
}

function render(
	{ output }: Bench,
	{ process }: Contender,
	{ source, format }: Job,
	photo: Sources,
	quality: number,
): Promise<Rendered> {
	return process.request({ source: photo[source], output, ...photo.size, format, quality });
}
