import { expect, test } from "bun:test";
import { bucketCost, optimalBuckets, squareArea } from "widthwise/buckets";
import { hasCorpus } from "../../corpus.ts";
import { requires } from "../../requirements.ts";
import { wikimediaRequests } from "../traces.ts";

/** Wikimedia's own eight steps at the time of the trace. */
const WIKIMEDIA_BUCKETS = [20, 40, 60, 120, 250, 330, 500, 960];

requires("corpus").describe("Wikimedia's 2.6 billion requests", () => {
	const requests = hasCorpus ? wikimediaRequests() : [];
	const cost = (buckets: readonly number[], of = requests) =>
		bucketCost(of, buckets, squareArea, 2560);
	const bestOf = (length: number, of = requests): readonly number[] =>
		optimalBuckets(of, length)[length - 1]?.buckets ?? [];

	test("are all in the trace", () => {
		expect(cost([2560]).requests).toBe(2_601_967_679);
	});

	test("overshoot less with our eight buckets than with Wikimedia's, up to 960 px", () => {
		const narrow = requests.filter(({ width }) => width <= 960);
		const ours = cost(bestOf(8, narrow), narrow);
		const theirs = cost(WIKIMEDIA_BUCKETS, narrow);
		expect(ours.undersized + theirs.undersized).toBe(0);
		expect(ours.overshoot).toBeLessThan(theirs.overshoot / 4);
	});

	test("overshoot less with our eight buckets than with Wikimedia's eight and the master", () => {
		const ours = cost(bestOf(8));
		const theirs = cost([...WIKIMEDIA_BUCKETS, 2560]);
		expect(ours.undersized + theirs.undersized).toBe(0);
		expect(ours.overshoot).toBeLessThan(theirs.overshoot / 7);
	});

	test("deviate less with our eight buckets, in overshoot and undershoot together", () => {
		const ours = cost(bestOf(8));
		const theirs = cost(WIKIMEDIA_BUCKETS);
		expect(theirs.undersized).toBe(66_975_279);
		expect(ours.overshoot + ours.undershoot).toBeLessThan(
			(theirs.overshoot + theirs.undershoot) / 2,
		);
	});
});
