import type { PartOutput } from "../stored/stored-results.ts";
import { ratioBars } from "./ratios.ts";
import { type DrawnPlot, drawn } from "./samples.ts";

/**
 * Plots the ratio of every library's time to sharp's, for the first picture and for the next ones.
 *
 * @example
 * const [plot] = plotLibrary(found);
 */
export function plotLibrary({ tables }: PartOutput): readonly DrawnPlot[] {
	return drawn("library", ratioBars("The library: time to sharp's", tables));
}
