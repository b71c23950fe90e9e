import type { PartOutput } from "../stored/stored-results.ts";
import { ratioBars } from "./ratios.ts";
import { type DrawnPlot, drawn } from "./samples.ts";

/**
 * Plots the ratio of every engine's time to sharp's, by job, on a logarithmic axis.
 *
 * @example
 * const [plot] = plotEngines(found);
 */
export function plotEngines({ tables }: PartOutput): readonly DrawnPlot[] {
	return drawn("engines", ratioBars("Engines: time to sharp's", tables));
}
