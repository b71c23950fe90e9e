import { describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { axeColourViolations, axeViolations, loadAxe } from "../axe.ts";
import { DESKTOP, PHONE } from "../browser.ts";
import type { DrawnSite } from "../drawn-site.ts";
import { pressKey } from "../keys.ts";

/** Tests that visitors can see and reach everything. */
export function testAccess(site: DrawnSite): void {
	describe("all", () => {
		const pages = (): readonly string[] => [
			"/",
			`/photos/${site.ids[0]}`,
			`/photos/${site.ids[1]}`,
			`/photos/${"0".repeat(32)}`,
			"/nowhere",
			"/?cursor=broken",
		];

		test.each([
			["on a phone", PHONE],
			["on a large screen", DESKTOP],
		] as const)("have no axe violations %s, light or dark", async (_, device) => {
			const { page } = await site.open(device);
			await loadAxe(page);
			for (const path of pages()) {
				await page.emulateMedia({ colorScheme: "light" });
				await page.goto(path);
				expect([path, await axeViolations(page)]).toEqual([path, []]);
				await page.emulateMedia({ colorScheme: "dark" });
				expect([path, await axeColourViolations(page)]).toEqual([path, []]);
			}
		});

		test("can be used with the keyboard alone, with a visible focus", async () => {
			const { page } = await site.open(DESKTOP);
			await page.goto("/");
			await pressKey(page, "Tab");
			expect(await focused(page)).toMatchObject({ name: "Skip to content", isMarked: true });
			await pressKey(page, "Enter");
			await pressKey(page, "Tab");
			expect(await focused(page)).toMatchObject({ name: "", href: `/photos/${site.ids[0]}` });
			for (const id of site.ids) {
				expect(await focused(page)).toMatchObject({ href: `/photos/${id}`, isMarked: true });
				await pressKey(page, "Tab");
			}
			await pressKey(page, "Shift+Tab");
			await pressKey(page, "Enter");
			await page.waitForURL(`/photos/${site.ids.at(-1)}`);
			const names: string[] = [];
			for (let i = 0; i < 7; i++) {
				await pressKey(page, "Tab");
				const { name, isMarked } = await focused(page);
				names.push(name);
				expect([name, isMarked]).toEqual([name, true]);
			}
			expect(names).toEqual([
				"Skip to content",
				"Photos",
				expect.stringMatching(/^Newer: /),
				"Full screen",
				"Copy link",
				"Download",
				"Sign in",
			]);
		});

		test("have no animations for visitors who prefer reduced motion", async () => {
			const { page } = await site.open({ ...DESKTOP, reducedMotion: "reduce" });
			for (const path of pages().slice(0, 2)) {
				await page.goto(path);
				const animated = await page.evaluate(
					() =>
						[...document.querySelectorAll("*")].filter((element) => {
							const { animationName, transitionDuration } = getComputedStyle(element);
							return animationName !== "none" || !/^0s(, 0s)*$/.test(transitionDuration);
						}).length,
				);
				expect(animated).toBe(0);
			}
		});
	});
}

/** Reads which element has the focus, and whether an outline on or over it shows that. */
function focused(page: Page) {
	return page.evaluate(() => {
		const element = document.activeElement ?? document.body;
		const styles = [getComputedStyle(element), getComputedStyle(element, "::after")];
		const isMarked = styles.some(
			({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && outlineWidth === "3px",
		);
		const name = element.textContent?.trim() ?? "";
		return { name, href: element.getAttribute("href"), isMarked };
	});
}
