import { expect, test } from "bun:test";
import { bucketCost, optimalBuckets, squareArea } from "widthwise/buckets";
import { hasCorpus } from "../../corpus.ts";
import { requires } from "../../requirements.ts";
import { wikimediaRequests } from "../traces.ts";

/** Wikimedia's own eight steps at the time of the trace. */
const WIKIMEDIA_BUCKETS = [20, 40, 60, 120, 250, 330, 500, 960];

requires("corpus").describe("2.6 billion requests of Wikimedia", () => {
	const requests = hasCorpus ? wikimediaRequests() : [];
	const cost = (buckets: readonly number[], of = requests) =>
		bucketCost(of, buckets, squareArea, 2560);
	const bestOf = (length: number, of = requests): readonly number[] =>
		optimalBuckets(of, length)[length - 1]?.buckets ?? [];

	test("the trace is all there", () => {
		expect(cost([2560]).requests).toBe(2_601_967_679);
	});

	test("eight of ours cost less than their eight, where both are wide enough", () => {
		const narrow = requests.filter(({ width }) => width <= 960);
		const ours = cost(bestOf(8, narrow), narrow);
		const theirs = cost(WIKIMEDIA_BUCKETS, narrow);
		expect(ours.undersized + theirs.undersized).toBe(0);
		expect(ours.overshoot).toBeLessThan(theirs.overshoot / 4);
	});

	test("eight of ours cost less than their eight and the master for what is wider", () => {
		const ours = cost(bestOf(8));
		const theirs = cost([...WIKIMEDIA_BUCKETS, 2560]);
		expect(ours.undersized + theirs.undersized).toBe(0);
		expect(ours.overshoot).toBeLessThan(theirs.overshoot / 7);
	});

	test("eight of ours are nearer to what was asked for, too much and too little alike", () => {
		const ours = cost(bestOf(8));
		const theirs = cost(WIKIMEDIA_BUCKETS);
		expect(theirs.undersized).toBe(66_975_279);
		expect(ours.overshoot + ours.undershoot).toBeLessThan(
			(theirs.overshoot + theirs.undershoot) / 2,
		);
	});
});
