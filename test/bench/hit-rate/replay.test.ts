import { describe, expect, test } from "bun:test";
import { compareLadders } from "../../../bench/hit-rate/ladders.ts";
import { ratesOf } from "../../../bench/hit-rate/outcome.ts";
import { DEFAULT_CACHES, type Replay, replay } from "../../../bench/hit-rate/replay.ts";
import { readRequests } from "../../../bench/traffic/trace/requests-csv.ts";
import { DEFAULT_TRACE, drawTrace } from "../../../bench/traffic/trace/trace.ts";
import { BUCKETS, EXPECTED, PAGE_VIEWS } from "./expected-figures.ts";

const serve = (csv: string, widths: readonly number[] | null): Replay =>
	replay(readRequests(csv), { name: "test", widths }, DEFAULT_CACHES, () => {});

const HEADER = "ms,photo,width,format,place,visitor";

describe("a replay", () => {
	test("serves images from a cut, the browser, the point of presence, the region and the store", () => {
		const { total } = serve(
			[
				HEADER,
				"0,a,400,webp,FRA,ann", // cut
				"1,a,401,webp,FRA,ann", // the same bucket: browser cache
				"2,a,402,webp,FRA,bob", // point of presence
				"3,a,400,webp,LHR,cid", // another point of presence: region
				"4,a,400,jpeg,FRA,dee", // another format: cut
				"5,b,400,webp,FRA,ann", // another photo: cut
				`${400 * 86_400_000},a,400,webp,FRA,eve`, // expired in all caches: store
			].join("\n"),
			[416, 832],
		);
		expect(total).toMatchObject({
			needed: 7,
			inBrowser: 1,
			nearHits: 1,
			regionHits: 1,
			cuts: 3,
			storeHits: 1,
		});
		expect(total.storedBytes).toBeGreaterThan(0);
	});

	test("has an entry for each width and no overshoot without snapping", () => {
		const csv = [HEADER, "0,a,400,webp,FRA,", "1,a,401,webp,FRA,", "2,a,400,webp,FRA,"].join("\n");
		const { total } = serve(csv, null);
		expect(total).toMatchObject({ cuts: 2, nearHits: 1, overshootBytes: 0 });
		expect(serve(csv, [416]).total).toMatchObject({ cuts: 1, nearHits: 2 });
		expect(serve(csv, [416]).total.overshootBytes).toBeGreaterThan(0);
	});

	test("uses no browser cache for robots, and counts undersized images", () => {
		const csv = [HEADER, "0,a,900,webp,FRA,", "1,a,900,webp,FRA,"].join("\n");
		expect(serve(csv, [416]).total).toMatchObject({ inBrowser: 0, undersized: 2, cuts: 1 });
	});

	test.each(["ms,photo\n", `${HEADER}\n0,a,0,webp,FRA,`, `${HEADER}\n0,a,4,gif,FRA,`])(
		"refuses the requests %j",
		(csv) => {
			expect(() => readRequests(csv)).toThrow("Cannot read");
		},
	);
});

describe("the seeded trace", () => {
	const trace = drawTrace({ ...DEFAULT_TRACE, pageViews: PAGE_VIEWS });
	const replays = compareLadders(BUCKETS).map((ladder) =>
		replay(trace, ladder, DEFAULT_CACHES, () => {}),
	);

	test("is the same in every run, and different with another seed", () => {
		const again = drawTrace({ ...DEFAULT_TRACE, pageViews: PAGE_VIEWS });
		expect(again).toEqual(trace);
		const other = drawTrace({ ...DEFAULT_TRACE, pageViews: PAGE_VIEWS, seed: 2 });
		expect(other.images).not.toEqual(trace.images);
	});

	test("is in order of time", () => {
		for (const [i, { atMs }] of trace.images.entries()) {
			expect(atMs).toBeGreaterThanOrEqual(trace.images[i - 1]?.atMs ?? Number.NEGATIVE_INFINITY);
		}
	});

	test("has one source for every image, and totals that are the sums of the buckets", () => {
		for (const { total, bySteps } of replays) {
			const { inBrowser, nearHits, regionHits, storeHits, cuts } = total;
			expect(total.needed).toBe(trace.images.length);
			expect(inBrowser + nearHits + regionHits + storeHits + cuts).toBe(total.needed);
			for (const key of ["needed", "cuts", "bytes", "storedBytes"] as const) {
				const sum = [...bySteps.values()].reduce((all, each) => all + each[key], 0);
				expect(sum).toBe(total[key]);
			}
		}
	});

	test("has the expected hit rates, cuts and overshoot", () => {
		const figures = replays.map(({ ladder, total }) => {
			const { hitRate, byteHitRate, overshoot } = ratesOf(total);
			const share = (value: number): string => `${(100 * value).toFixed(2)} %`;
			return [ladder.name, share(hitRate), share(byteHitRate), total.cuts, share(overshoot)];
		});
		expect(figures).toEqual(EXPECTED.map((row) => [...row]));
	});

	test("has more hits and fewer cuts with snapping, and less overshoot with our list than with others", () => {
		const rates = new Map(replays.map(({ ladder, total }) => [ladder.name, ratesOf(total)]));
		const cuts = new Map(replays.map(({ ladder, total }) => [ladder.name, total.cuts]));
		const [none, ours] = [rates.get("no snapping"), rates.get("Widthwise")];
		expect(ours?.hitRate).toBeGreaterThan(1.5 * (none?.hitRate ?? 1));
		expect(cuts.get("Widthwise")).toBeLessThan((cuts.get("no snapping") ?? 0) / 2);
		for (const rival of [
			"Next.js 15",
			"Flickr",
			"Wikimedia 2026",
			"Cloudinary-like, steps of 20 kB",
		]) {
			expect(ours?.overshoot).toBeLessThan(rates.get(rival)?.overshoot ?? 0);
		}
	});
});
