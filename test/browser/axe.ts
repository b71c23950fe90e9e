import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const AXE = Bun.file(new URL(import.meta.resolve("axe-core")));

/** What axe finds fault with on a page, in its words. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
	// Where the page's policy does not hold: it forbids what axe does to a page.
	await page.evaluate(await AXE.text());
	const results = await page.evaluate(
		(): Promise<AxeResults> => Reflect.get(globalThis, "axe").run(document),
	);
	return results.violations.map(
		({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(" ")}`,
	);
}
