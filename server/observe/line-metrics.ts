import { watchedGaugesOf } from "@widthwise/worker/metrics";
import { Counter, type Registry } from "prom-client";
import type { CutLane, LineState } from "widthwise/internal";

/** Returns the lines in which cuts wait. */
export type ReadLines = () => Readonly<Record<CutLane, LineState>>;

/**
 * Adds metrics of the lines in which cuts wait: read when metrics are read.
 *
 * @example
 * addLineMetrics(registry, variants.lanes);
 */
export function addLineMetrics(registry: Registry, read: ReadLines): void {
	const addGauge = watchedGaugesOf(registry, "lane", read);
	addGauge("widthwise_cuts_waiting", "Cuts that wait, by lane", ({ waiting }) => waiting);
	addGauge("widthwise_cuts_running", "Cuts that run, by lane", ({ running }) => running);
	addGauge(
		"widthwise_cut_wait_seconds",
		"Predicted seconds until a lane is empty: the Retry-After of a refusal",
		({ waitSeconds }) => waitSeconds,
	);
	new Counter({
		name: "widthwise_cuts_total",
		help: "Cuts by lane and outcome: begun, refused because the line was full, dropped because nobody waited",
		labelNames: ["lane", "outcome"],
		registers: [registry],
		collect() {
			this.reset();
			for (const [lane, line] of Object.entries(read())) {
				for (const outcome of ["begun", "refused", "dropped"] as const) {
					this.inc({ lane, outcome }, line[outcome]);
				}
			}
		},
	});
}
