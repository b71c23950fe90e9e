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

requires("chromium").describe("plots in a browser", () => {
	let browser: Browser;
	let page: Page;
	beforeAll(async () => {
		browser = await sharedChromium();
		page = await browser.newPage({ viewport: { width: 800, height: 900 } });
	});
	afterAll(() => browser?.close());

	/** Returns the problems of a drawing, and its texts. */
	async function inspect(svg: string) {
		await page.setContent(`<body style="margin:0">${svg}`);
		return page.evaluate((source) => {
			const xml = new DOMParser().parseFromString(source, "image/svg+xml");
			const error = xml.querySelector("parsererror");
			const problems: string[] = error ? [`not XML: ${error.textContent}`] : [];
			const paper = document.querySelector("svg")?.getBoundingClientRect();
			if (!paper) throw new Error("Nothing was drawn");
			const texts = [...document.querySelectorAll("svg text")].map((text) => ({
				content: text.textContent ?? "",
				box: text.getBoundingClientRect(),
			}));
			for (const [i, { content, box }] of texts.entries()) {
				const isInside =
					box.left >= paper.left &&
					box.right <= paper.right &&
					box.top >= paper.top &&
					box.bottom <= paper.bottom;
				if (!isInside) problems.push(`cut off: ${content}`);
				for (const other of texts.slice(i + 1)) {
					// A line's box has some space above and below its letters.
					const [space, otherBox] = [3, other.box];
					const isOver =
						box.left < otherBox.right &&
						otherBox.left < box.right &&
						box.top + space < otherBox.bottom &&
						otherBox.top + space < box.bottom;
					if (isOver) problems.push(`${content} overlaps ${other.content}`);
				}
			}
			return { problems, texts: texts.map(({ content }) => content) };
		}, svg);
	}

	test.each([...committed, ...madeUp].map(({ name, svg, alt }) => ({ name, svg, alt })))(
		"$name is valid XML, without overlapping or cut-off text",
		async ({ svg, alt }) => {
			const { problems, texts } = await inspect(svg);
			expect(problems).toEqual([]);
			expect(alt).toStartWith(texts[0] ?? "no title");
		},
	);

	test("names with special characters are escaped", async () => {
		const { texts } = await inspect(madeUp.find(({ name }) => name === "misses")?.svg ?? "");
		expect(texts).toContain("<b>rival</b>");
		expect(texts).toContain("Widthwise, JPEG");
	});

	test("background and text colours follow the colour scheme", async () => {
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
