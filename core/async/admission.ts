import { WidthwiseError } from "../errors.ts";
import { createPace } from "./pace.ts";
import { createTurnOrder, type InLine, lastOfHeaviest } from "./turn-order.ts";
import type { Waiter } from "./waiters.ts";

/** Runs work if not too much is waiting already; see {@link createAdmission}. */
export type Admission = {
	/**
	 * Runs work when it is its turn. Rejects with `busy` if too much is waiting, with the reason of the
	 * waiter's signal if that is aborted while the work waits, else as the work does. Work that has begun
	 * goes on, whoever leaves.
	 */
	run<Result>(work: () => Promise<Result>, order?: Order): Promise<Result>;
	/** Returns what is waiting now, and what has happened since the start. */
	state(): LineState;
	/** Refuses what is waiting, and all later work, with `unavailable`. Running work goes on. */
	close(): void;
};

/** What work costs, and for whom it is. */
export type Order = {
	/** Predicted seconds of work. Default: 1. */
	readonly seconds?: number | undefined;
	/** Who waits for it. Default: a client without a name, which stays. */
	readonly waiter?: Waiter | undefined;
};

/** A line of waiting work, in numbers. */
export type LineState = {
	/** Work that waits, and the seconds until it would all be done. */
	readonly waiting: number;
	readonly waitSeconds: number;
	readonly running: number;
	/** Work that began, was refused, or was dropped because nobody waited; since the start. */
	readonly begun: number;
	readonly refused: number;
	readonly dropped: number;
};

type Waiting = InLine & {
	readonly start: () => void;
	readonly refuse: (error: unknown) => void;
};

/**
 * Makes a line for work that strangers can ask for. Clients take turns by the seconds of work that they
 * got. The line is bounded by the time until it would be empty, predicted from the seconds of the work
 * and from how long earlier work really took. If it is full, the client with most work in it loses its
 * last; work that alone takes too long may wait alone.
 *
 * @param options.concurrency how much work runs at the same time
 * @param options.maxWaitSeconds the bound
 * @param options.now a clock, in milliseconds
 *
 * @example
 * const admission = createAdmission({ concurrency: 2, maxWaitSeconds: 15 });
 * await admission.run(async () => 7, { seconds: 0.1 }); // 7
 */
export function createAdmission(options: {
	readonly concurrency: number;
	readonly maxWaitSeconds: number;
	readonly now?: (() => number) | undefined;
}): Admission {
	const { concurrency, maxWaitSeconds, now = () => performance.now() } = options;
	const order = createTurnOrder();
	const pace = createPace();
	const count = { running: 0, begun: 0, refused: 0, dropped: 0 };
	let line: Waiting[] = [];
	let runningSeconds = 0;
	let isClosed = false;

	/** Real seconds until so much predicted work is done. */
	const realSeconds = (predicted: number): number => (predicted * pace.factor()) / concurrency;

	function isFull(waiting: readonly InLine[], newcomer: InLine): boolean {
		// A machine that is faster than predicted does not make the line longer.
		const seconds = (sumOf(waiting) + newcomer.seconds) * Math.max(1, pace.factor());
		return waiting.length > 0 && seconds / concurrency > maxWaitSeconds;
	}

	/** Makes room for a newcomer, or throws. */
	function makeRoom(newcomer: InLine): void {
		const left = [...line];
		const pushedOut: Waiting[] = [];
		while (isFull(left, newcomer)) {
			const last = lastOfHeaviest(left, newcomer);
			if (!last) throw refusal();
			left.splice(left.indexOf(last), 1);
			pushedOut.push(last);
		}
		line = left;
		for (const { refuse } of pushedOut) refuse(refusal());
	}

	function refusal(): WidthwiseError {
		count.refused++;
		return busy(realSeconds(runningSeconds + sumOf(line)));
	}

	function begin(work: InLine): void {
		count.running++;
		count.begun++;
		runningSeconds += work.seconds;
		order.begin(work);
	}

	function end({ seconds }: InLine): void {
		count.running--;
		runningSeconds = count.running === 0 ? 0 : runningSeconds - seconds;
		const next = order.next(line);
		if (!next) return;
		leave(next);
		begin(next);
		next.start();
	}

	function leave(work: Waiting): void {
		line = line.filter((other) => other !== work);
	}

	/** Resolves when the work has begun. */
	function turn(work: InLine, signal: AbortSignal | undefined): Promise<void> {
		makeRoom(work);
		return new Promise((resolve, reject) => {
			const drop = (): void => {
				count.dropped++;
				leave(waiting);
				reject(signal?.reason);
			};
			// At once: an abort between the turn and the work would leave a place taken.
			const stay = (): void => signal?.removeEventListener("abort", drop);
			const waiting: Waiting = {
				...work,
				start() {
					stay();
					resolve();
				},
				refuse(error) {
					stay();
					reject(error);
				},
			};
			signal?.addEventListener("abort", drop, { once: true });
			line.push(waiting);
		});
	}

	return {
		async run(work, { seconds = 1, waiter = {} } = {}) {
			waiter.signal?.throwIfAborted();
			if (isClosed) throw stopping();
			const { clients = () => [] } = waiter;
			const entry = { seconds, clients };
			if (count.running < concurrency) begin(entry);
			else await turn(entry, waiter.signal);
			const begunAt = now();
			try {
				const result = await work();
				pace.observe(seconds, (now() - begunAt) / 1000);
				return result;
			} finally {
				end(entry);
			}
		},
		state: () => ({
			...count,
			waiting: line.length,
			waitSeconds: realSeconds(runningSeconds + sumOf(line)),
		}),
		close() {
			isClosed = true;
			for (const { refuse } of line) refuse(stopping());
			line = [];
		},
	};
}

function sumOf(line: readonly InLine[]): number {
	return line.reduce((sum, { seconds }) => sum + seconds, 0);
}

function busy(waitSeconds: number): WidthwiseError {
	const retryAfterSeconds = Math.max(1, Math.ceil(waitSeconds));
	return new WidthwiseError(
		"busy",
		`Too many images are requested: try again in ${retryAfterSeconds} s`,
		{ retryAfterSeconds },
	);
}

function stopping(): WidthwiseError {
	return new WidthwiseError("unavailable", "The server is stopping: try again in a moment");
}
