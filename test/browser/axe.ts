import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const AXE = Bun.file(new URL(import.meta.resolve("axe-core")));

/** Runs axe on a page; resolves to a line for each violation. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
	// Evaluated, not added as a script: the page's Content-Security-Policy would forbid that.
	await page.evaluate(await AXE.text());
	const results = await page.evaluate(
		(): Promise<AxeResults> => Reflect.get(globalThis, "axe").run(document),
	);
	return results.violations.map(
		({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(" ")}`,
	);
}
