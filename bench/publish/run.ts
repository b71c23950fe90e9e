import { upload } from "../harness/client.ts";
import { distinctCopy } from "../harness/photo.ts";
import { memoryOf, processorTime } from "../harness/process-usage.ts";
import { createProgress } from "../harness/progress.ts";
import { listen, type PhotoEvents } from "./photo-events.ts";
import type { Setup } from "./setups.ts";

/** What was seen while photos were published; times in milliseconds of one clock. */
export type Run = {
	readonly workers: number;
	readonly photos: readonly Timeline[];
	/** The stretch in which nothing was received and every worker had something to do. */
	readonly from: Moment;
	readonly to: Moment;
	readonly serverPeakBytes: number;
	/** One for each worker that is a process of its own. */
	readonly workerPeakBytes: readonly number[];
};

/** One photo's way. */
export type Timeline = {
	readonly sentAt: number;
	readonly acceptedAt: number;
	readonly publishedAt: number;
};

/** What had come together when a photo had just been published. */
export type Moment = {
	readonly at: number;
	/** Photos published up to then, and the time that workers spent on them. */
	readonly published: number;
	readonly workMs: number;
	/** Processor time of server and workers. */
	readonly processorMs: number;
};

/** Uploads at the same time, as the upload page has them. */
const SENDERS = 4;
/** Photos for each worker before it counts: threads start, code is compiled. */
const WARM_UP_PHOTOS = 2;

/**
 * Sends photos all at once and follows each until it is published.
 *
 * @param count photos; each is another file
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
		// When the others begin their last photos.
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
		if (publishedAt === undefined) throw new Error(`Nobody said that ${id} was published`);
		return { sentAt, acceptedAt, publishedAt };
	});
}
