import { upload } from "../harness/client.ts";
import { distinctCopy } from "../harness/photo.ts";
import { memoryOf, processorTime } from "../harness/process-usage.ts";
import { createProgress } from "../harness/progress.ts";
import { listen, type PhotoEvents } from "./photo-events.ts";
import type { Setup } from "./setups.ts";

/** The observations of one run; times in milliseconds of one clock. */
export type Run = {
	readonly workers: number;
	readonly photos: readonly Timeline[];
	/** The start of the period in which nothing was received and every worker was busy. */
	readonly from: Moment;
	/** The end of this period. */
	readonly to: Moment;
	readonly serverPeakBytes: number;
	/** One for each separate worker process. */
	readonly workerPeakBytes: readonly number[];
};

/** The times of one photo. */
export type Timeline = {
	readonly sentAt: number;
	readonly acceptedAt: number;
	readonly publishedAt: number;
};

/** Totals at the moment when a photo was published. */
export type Moment = {
	readonly at: number;
	/** Photos published so far. */
	readonly published: number;
	/** The time that workers spent on these photos. */
	readonly workMs: number;
	/** Processor time of server and workers. */
	readonly processorMs: number;
};

/** Simultaneous uploads, as many as on the upload page. */
const SENDERS = 4;
/** Photos per worker before the measurement: threads start, code is compiled. */
const WARM_UP_PHOTOS = 2;

/**
 * Uploads photos at once and follows each until it is published.
 *
 * @param count the number of photos; each is a distinct file
 *
 * @example
 * const run = await measureRun(setup, photo, { count: 40, workers: 1 });
 */
export async function measureRun(
	setup: Setup,
	photo: Uint8Array,
	{ count, workers }: { readonly count: number; readonly workers: number },
): Promise<Run> {
	const progress = createProgress();
	const events = await listen(setup.url);
	async function momentOfPublishing(photos: number): Promise<Moment> {
		await events.untilPublished(photos);
		const at = performance.now();
		const pids = [setup.serverPid, ...setup.workerPids];
		const processorMs = pids.reduce((sum, pid) => sum + processorTime(pid), 0);
		return { at, processorMs, ...(await setup.work()) };
	}
	try {
		const warming = WARM_UP_PHOTOS * workers;
		await sendAll(setup.url, photo, 0, warming);
		await events.untilPublished(warming);
		progress.show(`publish: ${count} photos, ${workers} at once`);
		const sent = await sendAll(setup.url, photo, warming, count);
		const from = await momentOfPublishing(events.published() + 1);
		// At this moment the other workers begin their last photos.
		const to = await momentOfPublishing(warming + count - workers + 1);
		await events.untilPublished(warming + count);
		return {
			workers,
			photos: timelines(sent, events),
			from,
			to,
			serverPeakBytes: memoryOf(setup.serverPid).peak,
			workerPeakBytes: setup.workerPids.map((pid) => memoryOf(pid).peak),
		};
	} finally {
		progress.done();
		events.close();
	}
}

type Sent = { readonly id: string; readonly sentAt: number; readonly acceptedAt: number };

async function sendAll(
	site: string,
	photo: Uint8Array,
	first: number,
	count: number,
): Promise<readonly Sent[]> {
	const numbers = Array.from({ length: count }, (_, i) => first + i).values();
	const sent: Sent[] = [];
	async function send(): Promise<void> {
		for (const number of numbers) {
			const copy = distinctCopy(photo, number);
			const sentAt = performance.now();
			const [accepted] = await upload(site, [copy]);
			sent.push({ id: accepted?.id ?? "", sentAt, acceptedAt: performance.now() });
		}
	}
	await Promise.all(Array.from({ length: SENDERS }, send));
	return sent;
}

function timelines(sent: readonly Sent[], { received }: PhotoEvents): readonly Timeline[] {
	const published = new Map(
		received.filter(({ status }) => status === "published").map(({ id, at }) => [id, at]),
	);
	return sent.map(({ id, sentAt, acceptedAt }) => {
		const publishedAt = published.get(id);
		if (publishedAt === undefined) throw new Error(`There was no event for publishing ${id}`);
		return { sentAt, acceptedAt, publishedAt };
	});
}
