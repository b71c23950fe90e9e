import { WidthwiseError } from "../errors.ts";

/** Runs work if not too much is waiting already; see {@link createAdmission}. */
export type Admission = {
	/**
	 * Runs work as soon as there is room. Rejects with `busy` if too much is waiting, else as the work
	 * does.
	 *
	 * @param cost compared with `maxWaiting`; default 1
	 */
	run<Result>(work: () => Promise<Result>, cost?: number): Promise<Result>;
	/** Refuses what is waiting, and all later work, with `unavailable`. Running work goes on. */
	close(): void;
};

type Waiting = {
	readonly cost: number;
	readonly start: () => void;
	readonly refuse: (error: WidthwiseError) => void;
};

/**
 * Makes a queue of limited length for work that strangers can ask for. What costs more than is allowed
 * to wait may wait alone.
 *
 * @param options.concurrency how much work runs at the same time
 * @param options.maxWaiting the highest sum of the costs of all work that waits
 *
 * @example
 * const admission = createAdmission({ concurrency: 2, maxWaiting: 20 });
 * await admission.run(async () => 7); // 7
 */
export function createAdmission(options: {
	readonly concurrency: number;
	readonly maxWaiting: number;
}): Admission {
	let queue: Waiting[] = [];
	let running = 0;
	let waiting = 0;
	let isClosed = false;

	function mayStart(cost: number): Promise<void> | undefined {
		if (isClosed) throw stopping();
		if (running < options.concurrency) {
			running++;
			return;
		}
		if (waiting > 0 && waiting + cost > options.maxWaiting) throw busy();
		waiting += cost;
		return new Promise((start, refuse) => queue.push({ cost, start, refuse }));
	}

	/** The next in the queue takes the place of what has ended. */
	function end(): void {
		const next = queue.shift();
		if (!next) {
			running--;
			return;
		}
		waiting -= next.cost;
		next.start();
	}

	return {
		async run(work, cost = 1) {
			await mayStart(cost);
			try {
				return await work();
			} finally {
				end();
			}
		},
		close() {
			isClosed = true;
			for (const { refuse } of queue) refuse(stopping());
			queue = [];
		},
	};
}

function busy(): WidthwiseError {
	return new WidthwiseError("busy", "Too many images are requested: try again in a moment");
}

function stopping(): WidthwiseError {
	return new WidthwiseError("unavailable", "The server is stopping: try again in a moment");
}
