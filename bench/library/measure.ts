import type { Judge } from "../harness/judge.ts";
import type { Progress } from "../harness/progress.ts";
import { rotate } from "../harness/rotate.ts";
import { summarize } from "../harness/statistics.ts";
import type { Contender, Job } from "./contender.ts";

/** The measurements of a contender, one value for each round. */
export type Findings = {
	readonly contender: Contender;
	/** Milliseconds from the start of its process, or of loading its page, to the first picture. */
	readonly first: readonly number[];
	/** Milliseconds of another picture, the median of a round. */
	readonly next: readonly number[];
	/** Bytes. */
	readonly peakMemory: readonly number[];
	/** Bytes of the picture. */
	readonly bytes: number;
	/** Closeness of the picture to the exact resize. */
	readonly ssim: number;
};

/** How often is measured. */
export type Rounds = {
	readonly rounds: number;
	/** Pictures after the first, in each round. */
	readonly nextPictures: number;
};

/**
 * Measures contenders alternately, each in a new process in every round.
 *
 * @example
 * const found = await measureContenders(contenders, job, { rounds: 7, nextPictures: 5 }, tools);
 */
export async function measureContenders(
	contenders: readonly Contender[],
	job: Job,
	{ rounds, nextPictures }: Rounds,
	{ judge, progress }: { readonly judge: Pick<Judge, "ssim">; readonly progress: Progress },
): Promise<readonly Findings[]> {
	const found = new Map<Contender, Round[]>(contenders.map((contender) => [contender, []]));
	for (let round = 0; round < rounds; round++) {
		for (const contender of rotate(contenders, round)) {
			progress.show(`library: round ${round + 1} of ${rounds}, ${contender.name}`);
			const measured = await measureRound(contender, job, nextPictures);
			const ssim = await judge.ssim(job.source, job.output, job.width);
			found.get(contender)?.push({ ...measured, ssim });
		}
	}
	return [...found].map(([contender, all]) => ({
		contender,
		first: all.map(({ first }) => first),
		next: all.map(({ next }) => next),
		peakMemory: all.map(({ peakMemory }) => peakMemory),
		bytes: summarize(all.map(({ bytes }) => bytes)).median,
		ssim: summarize(all.map(({ ssim }) => ssim)).median,
	}));
}

type Round = Readonly<Record<"first" | "next" | "peakMemory" | "bytes" | "ssim", number>>;

async function measureRound(
	contender: Contender,
	job: Job,
	nextPictures: number,
): Promise<Omit<Round, "ssim">> {
	const beforeStart = performance.now();
	await using started = await contender.start();
	const from = contender.countsStart ? beforeStart : performance.now();
	const { bytes } = await started.render(job);
	const first = performance.now() - from;
	const next: number[] = [];
	for (let i = 0; i < nextPictures; i++) next.push((await started.render(job)).milliseconds);
	return { first, next: summarize(next).median, peakMemory: started.peakMemory(), bytes };
}
