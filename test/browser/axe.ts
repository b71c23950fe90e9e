import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";

const AXE = Bun.file(new URL(import.meta.resolve("axe-core/axe.min.js")));

const COLOUR_RULES: RunOptions = {
	runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] },
};

/**
 * Has axe in all documents that a page loads from here on: for one that looks at many of them, because
 * sending it to each takes longer than what it finds out there.
 */
export async function loadAxe(page: Page): Promise<void> {
	await page.addInitScript({ content: await AXE.text() });
}

/** Runs axe on a page; resolves to a line for each violation. */
export function axeViolations(page: Page): Promise<readonly string[]> {
	return violations(page, {});
}

/** As {@link axeViolations}, but only by the rules of colours, for a page that was seen in others. */
export function axeColourViolations(page: Page): Promise<readonly string[]> {
	return violations(page, COLOUR_RULES);
}

async function violations(page: Page, rules: RunOptions): Promise<readonly string[]> {
	// Evaluated, not added as a script: the page's Content-Security-Policy would forbid that.
	if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(await AXE.text());
	return page.evaluate(async (rules) => {
		// Without the details of what passed, which take longer to describe than to check.
		const options = { ...rules, resultTypes: ["violations"], selectors: false };
		const results: AxeResults = await Reflect.get(globalThis, "axe").run(document, options);
		return results.violations.map(
			({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(" ")}`,
		);
	}, rules);
}
