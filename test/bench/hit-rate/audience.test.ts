import { expect, test } from "bun:test";
import { DEFAULT_AUDIENCE, neededWidths } from "../../../bench/traffic/audience/audience.ts";
import { HTTP_ARCHIVE_2024, percentileGaps } from "../../../bench/traffic/audience/percentiles.ts";
import { DEFAULT_TRACE, drawTrace } from "../../../bench/traffic/trace/trace.ts";

test("p50, p75 and p90 of layout widths are within 10 % of HTTP Archive's", () => {
	const gaps = percentileGaps(DEFAULT_AUDIENCE, HTTP_ARCHIVE_2024);
	expect(gaps.map(({ client, percentile }) => `${client} ${percentile}`)).toEqual([
		"desktop 0.5",
		"desktop 0.75",
		"desktop 0.9",
		"mobile 0.5",
		"mobile 0.75",
		"mobile 0.9",
	]);
	for (const { gap } of gaps) expect(gap).toBeLessThanOrEqual(0.1);
});

test("counts of needed widths add up to one, and widths are whole pixels that can be requested", () => {
	const widths = neededWidths(DEFAULT_AUDIENCE);
	const sum = widths.reduce((all, { count }) => all + count, 0);
	expect(sum).toBeCloseTo(1, 9);
	for (const { width, count } of widths) {
		expect(Number.isInteger(width) && width >= 1 && width <= 40_000).toBe(true);
		expect(count).toBeGreaterThan(0);
	}
});

test("drawn traces need the widths that the model expects", () => {
	const expected = new Map(
		neededWidths(DEFAULT_AUDIENCE).map(({ width, count }) => [width, count]),
	);
	// A site has one scale, so the test draws many small sites.
	const images = Array.from({ length: 60 }, (_, seed) =>
		drawTrace({ ...DEFAULT_TRACE, seed, galleries: 20, historyDays: 600, pageViews: 250, days: 1 }),
	).flatMap((trace) => trace.images);
	for (const [from, to] of [
		[1, 200],
		[201, 400],
		[401, 800],
		[801, 1200],
		[1201, 4000],
	] as const) {
		const inBand = (width: number): boolean => width >= from && width <= to;
		const drawn = images.filter(({ width }) => inBand(width)).length / images.length;
		const share = [...expected].reduce((all, [width, n]) => all + (inBand(width) ? n : 0), 0);
		expect(Math.abs(drawn - share)).toBeLessThan(0.03);
	}
});
