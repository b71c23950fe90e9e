import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const AXE = Bun.file(new URL(import.meta.resolve("axe-core/axe.min.js")));

/** Runs axe on a page; resolves to a line for each violation. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
	// Evaluated, not added as a script: the page's Content-Security-Policy would forbid that.
	if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(await AXE.text());
	return page.evaluate(async () => {
		// Without the details of what passed, which take longer to describe than to check.
		const options = { resultTypes: ["violations"], selectors: false };
		const results: AxeResults = await Reflect.get(globalThis, "axe").run(document, options);
		return results.violations.map(
			({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(" ")}`,
		);
	});
}
