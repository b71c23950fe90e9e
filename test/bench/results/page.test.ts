import { describe, expect, test } from "bun:test";
import { renderResults } from "../../../bench/report/results-page.ts";
import { SECTIONS } from "../../../bench/report/sections.ts";
import { MEASUREMENTS } from "../../../bench/report/stored/measurements.ts";
import { MADE_UP_RESULTS } from "./made-up.ts";

const written = { whichWidths: "Widths, by hand.\n", whatLimitsWhat: "## Limits\n\n- By hand.\n" };
const { markdown, plots } = renderResults(MADE_UP_RESULTS, written, "figures");

/** The text under a heading. */
function under(heading: string): string {
	const [, rest = ""] = markdown.split(`\n## ${heading}\n`);
	return rest.split(/^## /m)[0] ?? "";
}

describe("the page", () => {
	test("starts with the most common circumstances", () => {
		const [, , first] = markdown.split("\n");
		expect(first).toBe(
			"2026-01-02, 4 cores of Abacus, Wooden OS 3, one photo of 12.0 MP (JPEG, 3.0 MB). Bun 1.2.3, sharp 0.1.2.",
		);
	});

	test("has the tables of the parts, with plots below", () => {
		expect(under("Images over HTTP")).toContain("| server          | a second |");
		expect(under("Images over HTTP")).toContain("| nginx & friends | 1000 /s  |");
		expect(under("Images over HTTP")).toMatch(
			/!\[Hits of nobody, requests a second\. nginx & friends 1,000 \/s; Widthwise 900 \/s\.\]\(figures\/hits\.svg\)/,
		);
	});

	test("names missing measurements with the reason", () => {
		const publishing = under("Publishing");
		expect(publishing).toContain(
			"**Publishing on Postgres, Redis and S3**: not measured. It needs a cellar.",
		);
		expect(publishing).toContain("**Publishing in one process**: not measured.");
		expect(publishing).toContain("--run publish`");
		expect(under("Memory")).toContain("Not measured: the moon.");
	});

	test("marks results from another day or from a busy machine", () => {
		expect(under("Memory")).toContain("Measured on another occasion: 2026-03-04, 4 cores");
		expect(under("Images over HTTP").match(/Other programs took 40 %/g)).toHaveLength(1);
		expect(under("Uploads")).not.toContain("Other programs");
	});

	test("ends with the hand-written text", () => {
		expect(under("Which widths").trimEnd()).toEndWith("\n\nWidths, by hand.");
		expect(markdown).toEndWith("\n\n## Limits\n\n- By hand.\n");
	});

	test("links exactly its plots", () => {
		const linked = [...markdown.matchAll(/\(figures\/(.+)\.svg\)/g)].map(([, name]) => name);
		expect(linked).toEqual(["upload", "misses", "hits", "engines"]);
		expect(plots.map(({ name }) => name)).toEqual(["upload", "misses", "hits", "engines"]);
	});

	test("has one place for every measurement of a full run", () => {
		const shown = SECTIONS.flatMap(({ entries }) => entries.map(({ name }) => name));
		expect(shown.toSorted()).toEqual(MEASUREMENTS.map(({ name }) => name).toSorted());
	});

	test("names all measurements as missing if there are no results", () => {
		const empty = renderResults({}, { whichWidths: null, whatLimitsWhat: null }, "figures");
		expect(empty.plots).toEqual([]);
		expect(empty.markdown.match(/: not measured\./g)).toHaveLength(MEASUREMENTS.length);
	});
});

describe("the plots", () => {
	const svg = (plotName: string): string =>
		plots.find(({ name }) => name === plotName)?.svg ?? `no ${plotName}`;
	/** The x positions of the ends of bars and dots. */
	const reach = (drawing: string, isOurs: boolean): readonly number[] => {
		const kind = isOurs ? "colour-0" : "other";
		const shape = new RegExp(
			`class="${kind}" fill="currentColor" (?:cx="([\\d.]+)"|x="([\\d.]+)" y="[\\d.]+" width="([\\d.]+)")`,
			"g",
		);
		return [...drawing.matchAll(shape)].map(
			([, cx, x, width]) => Number(cx ?? x) + Number(width ?? 0),
		);
	};
	const ticks = (drawing: string): ReadonlyMap<number, number> =>
		new Map(
			[...drawing.matchAll(/x="([\d.]+)" y="[\d.]+" text-anchor="middle">([\d.,]+)x?</g)].map(
				([, x, value = ""]) => [Number(value.replace(",", "")), Number(x)],
			),
		);

	test("have bars that end at their medians", () => {
		const at = ticks(svg("hits"));
		const unit = ((at.get(1000) ?? 0) - (at.get(0) ?? 0)) / 1000;
		const [ours] = reach(svg("hits"), true);
		const [theirs] = reach(svg("hits"), false);
		expect(ours).toBeCloseTo((at.get(0) ?? 0) + 900 * unit, 0);
		expect(theirs).toBeCloseTo((at.get(0) ?? 0) + 1000 * unit, 0);
	});

	test("have whiskers from the minimum to the maximum", () => {
		const at = ticks(svg("hits"));
		const unit = ((at.get(1000) ?? 0) - (at.get(0) ?? 0)) / 1000;
		const [, left, right] =
			/class="spread" d="M.*?M([\d.]+) [\d.]+H([\d.]+)"/.exec(svg("hits")) ?? [];
		expect(Number(left)).toBeCloseTo((at.get(0) ?? 0) + 900 * unit, 0);
		expect(Number(right)).toBeCloseTo((at.get(0) ?? 0) + 1300 * unit, 0);
	});

	test("group misses by format", () => {
		const texts = [...svg("misses").matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
		const order = [
			"WebP",
			"&lt;b&gt;rival&lt;/b&gt;",
			"Widthwise",
			"JPEG",
			"Jay",
			"Widthwise, JPEG",
		];
		expect(texts.filter((text) => order.includes(text ?? ""))).toEqual(order);
	});

	test("compare engines in the same round, on a logarithmic axis", () => {
		// The ratios are 5/10, 10/20 and 60/30, so their median is 0.5.
		expect(svg("engines")).toContain(">0.50x</text>");
		const at = ticks(svg("engines"));
		expect(reach(svg("engines"), true)[0]).toBeCloseTo(at.get(0.5) ?? 0, 0);
		expect((at.get(1) ?? 0) - (at.get(0.5) ?? 0)).toBeCloseTo(
			(at.get(2) ?? 0) - (at.get(1) ?? 0),
			0,
		);
	});
});
