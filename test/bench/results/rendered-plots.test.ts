import { afterAll, beforeAll, expect, test } from "bun:test";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { renderResults } from "../../../bench/report/results-page.ts";
import { readStoredResults } from "../../../bench/report/stored/stored-results.ts";
import { requires } from "../../requirements.ts";
import { sharedChromium } from "../../services/shared.ts";
import { MADE_UP_RESULTS } from "./made-up.ts";

const nothing = { whichWidths: null, whatLimitsWhat: null };
const folder = fileURLToPath(new URL("../../../bench/results", import.meta.url));
const committed = renderResults(await readStoredResults(folder), nothing, "results").plots;
const madeUp = renderResults(MADE_UP_RESULTS, nothing, "results").plots;

requires("chromium").describe("plots as a browser draws them", () => {
	let browser: Browser;
	let page: Page;
	beforeAll(async () => {
		browser = await sharedChromium();
		page = await browser.newPage({ viewport: { width: 800, height: 900 } });
	});
	afterAll(() => browser?.close());

	/** What is wrong with a drawing, and what is written in it. */
	async function look(svg: string) {
		await page.setContent(`<body style="margin:0">${svg}`);
		return page.evaluate((source) => {
			const xml = new DOMParser().parseFromString(source, "image/svg+xml");
			const error = xml.querySelector("parsererror");
			const wrong: string[] = error ? [`no XML: ${error.textContent}`] : [];
			const paper = document.querySelector("svg")?.getBoundingClientRect();
			if (!paper) throw new Error("Nothing was drawn");
			const texts = [...document.querySelectorAll("svg text")].map((text) => ({
				written: text.textContent ?? "",
				box: text.getBoundingClientRect(),
			}));
			for (const [i, { written, box }] of texts.entries()) {
				const isInside =
					box.left >= paper.left &&
					box.right <= paper.right &&
					box.top >= paper.top &&
					box.bottom <= paper.bottom;
				if (!isInside) wrong.push(`cut off: ${written}`);
				for (const other of texts.slice(i + 1)) {
					// A line's box has a little air above and below its letters.
					const [air, theirs] = [3, other.box];
					const isOver =
						box.left < theirs.right &&
						theirs.left < box.right &&
						box.top + air < theirs.bottom &&
						theirs.top + air < box.bottom;
					if (isOver) wrong.push(`${written} lies on ${other.written}`);
				}
			}
			return { wrong, texts: texts.map(({ written }) => written) };
		}, svg);
	}

	test.each([...committed, ...madeUp].map(({ name, svg, alt }) => ({ name, svg, alt })))(
		"$name is XML, nothing is cut off and nothing lies on anything",
		async ({ svg, alt }) => {
			const { wrong, texts } = await look(svg);
			expect(wrong).toEqual([]);
			expect(alt).toStartWith(texts[0] ?? "no title");
		},
	);

	test("names stand in it as they are, whatever they hold", async () => {
		const { texts } = await look(madeUp.find(({ name }) => name === "misses")?.svg ?? "");
		expect(texts).toContain("<b>rival</b>");
		expect(texts).toContain("Widthwise, JPEG");
	});

	test("paper and ink change with the scheme", async () => {
		await page.setContent(madeUp[0]?.svg ?? "");
		const colours = () =>
			page.evaluate(() =>
				[".paper", ".title"].map((which) => {
					const element = document.querySelector(which);
					return element ? getComputedStyle(element).fill : "none";
				}),
			);
		await page.emulateMedia({ colorScheme: "light" });
		const [paper, ink] = await colours();
		await page.emulateMedia({ colorScheme: "dark" });
		const [darkPaper, brightInk] = await colours();
		expect(new Set([paper, ink, darkPaper, brightInk]).size).toBe(4);
	});
});
