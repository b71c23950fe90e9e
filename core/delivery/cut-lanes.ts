import { type Admission, createAdmission, type LineState, type Order } from "../async/admission.ts";

/** The lines in which cuts wait. */
export const CUT_LANES = ["own", "any", "avif"] as const;

/**
 * `own`: pictures that we encoded, by the fast engine; `any`: everything else in JPEG and WebP; `avif`:
 * what takes ten times as long.
 */
export type CutLane = (typeof CUT_LANES)[number];

/** Runs cuts, each lane for itself. */
export type CutLanes = {
	run<Result>(lane: CutLane, cut: () => Promise<Result>, order: Order): Promise<Result>;
	state(): Readonly<Record<CutLane, LineState>>;
	/** Refuses what is waiting, and all later cuts, with `unavailable`. Running cuts go on. */
	close(): void;
};

/**
 * Real seconds until a full line would be empty. With the cut that is running, a visitor has an answer
 * within half a minute, well before connections time out.
 */
const MAX_WAIT_SECONDS = 15;

/**
 * Makes the lanes. A lane of WebAssembly runs one cut at a time, because it uses much memory.
 *
 * @param options.concurrency cuts that the fast engine runs at the same time
 *
 * @example
 * const lanes = createCutLanes({ concurrency: 4 });
 * await lanes.run("own", async () => cut(), { seconds: 0.02 });
 */
export function createCutLanes(options: { readonly concurrency: number }): CutLanes {
	const line = (concurrency: number): Admission =>
		createAdmission({ concurrency, maxWaitSeconds: MAX_WAIT_SECONDS });
	const lanes: Readonly<Record<CutLane, Admission>> = {
		own: line(options.concurrency),
		any: line(1),
		avif: line(1),
	};
	return {
		run: (lane, cut, order) => lanes[lane].run(cut, order),
		state: () => ({
			own: lanes.own.state(),
			any: lanes.any.state(),
			avif: lanes.avif.state(),
		}),
		close() {
			for (const lane of CUT_LANES) lanes[lane].close();
		},
	};
}
