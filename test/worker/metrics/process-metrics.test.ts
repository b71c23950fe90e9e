import { expect, test } from "bun:test";
import { Registry } from "prom-client";
import { addProcessMetrics } from "../../../worker/metrics/mod.ts";

const A_YEAR_IN_SECONDS = 365 * 24 * 60 * 60;

test("metrics of the process are plain numbers, however soon the next scrape follows", async () => {
	const registry = new Registry();
	addProcessMetrics(registry);
	await registry.metrics();
	const scraped = await registry.getMetricsAsJSON();
	const values = scraped.flatMap(({ name, values }) =>
		values.map(({ value }) => ({ name, value })),
	);
	expect(values.map(({ name }) => name)).toContain("nodejs_eventloop_lag_max_seconds");
	expect(values.filter(({ value }) => !Number.isFinite(value))).toEqual([]);
	const lags = values.filter(({ name }) => name.includes("lag"));
	expect(lags.filter(({ value }) => value > A_YEAR_IN_SECONDS)).toEqual([]);
});
