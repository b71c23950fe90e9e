import { expect, test } from "bun:test";
import { requires } from "../requirements.ts";
import { OWNER } from "../server/client.ts";
import { axeColourViolations, axeViolations } from "./axe.ts";
import { DESKTOP, PHONE } from "./browser.ts";
import { siteForTests } from "./site.ts";

requires("chromium").describe("the buckets page, in a browser,", () => {
	const site = siteForTests({ WORKERS: "0" });
	const report = (slot: string, widths: readonly number[]) =>
		fetch(`${site.server.url}/api/needs`, {
			method: "POST",
			body: JSON.stringify({ slot, widths }),
		});

	/** A view counts once. A network counts thirty times a day: enough for all tests here. */
	async function reportViews(): Promise<void> {
		for (const width of [360, 520, 700, 900]) await report("grid", [width]);
		for (const width of [1170, 1290, 4000]) await report("photo", [width]);
	}

	test("says that no views were counted yet", async () => {
		const { page, problems } = await site.open({ extraHTTPHeaders: OWNER });
		await page.goto("/admin/buckets");
		await page.getByText("No views were counted").waitFor();
		await page.getByText("None yet.").waitFor();
		expect(await page.locator("svg").count()).toBe(0);
		expect(problems).toEqual([]);
	});

	test.each([PHONE, DESKTOP])(
		"plots the needed widths, accessibly and on every screen (%#)",
		async (device) => {
			await reportViews();
			await fetch(`${site.server.url}/media/${"0".repeat(32)}/x.jpg?width=400`);
			const options = { ...device, extraHTTPHeaders: OWNER };
			const { page, problems } = await site.open(options);
			await page.goto("/admin/buckets");
			expect(await page.getByRole("img").getAttribute("aria-label")).toContain("Needed widths");
			expect(await page.locator("circle.recommended title").count()).toBeGreaterThan(3);
			// Bars and marks are inside the plot, and the page is not wider than the window.
			const outside = await page.locator(".plot > svg").evaluate((plot) => {
				const { left, right } = plot.getBoundingClientRect();
				return [...plot.querySelectorAll("rect, line, text")].filter((shape) => {
					const box = shape.getBoundingClientRect();
					return box.left < left - 1 || box.right > right + 1;
				}).length;
			});
			expect(outside).toBe(0);
			expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(
				device.viewport.width,
			);
			expect(problems).toEqual([]);
			expect(await axeViolations(page)).toEqual([]);
			await page.emulateMedia({ colorScheme: "dark" });
			expect(await axeColourViolations(page)).toEqual([]);
		},
	);

	test("recommends a change, without script", async () => {
		await reportViews();
		const { page } = await site.open({
			extraHTTPHeaders: OWNER,
			javaScriptEnabled: false,
		});
		await page.goto("/admin/buckets");
		const change = (await page.locator("dd code").first().textContent()) ?? "";
		expect(change).toMatch(/^WIDTH_BUCKETS=\d+(,\d+)*$/);
		const widths = change.slice("WIDTH_BUCKETS=".length).split(",");
		expect(await page.locator("circle.recommended title").allTextContents()).toEqual(
			widths.map((width) => `Recommended bucket of ${width} pixels`),
		);
		const download = page.waitForEvent("download");
		await page.getByRole("link", { name: "Download the widths (CSV)" }).click();
		expect((await download).suggestedFilename()).toBe("widths.csv");
	});

	test("redirects visitors to the sign-in page", async () => {
		const { page } = await site.open();
		await page.goto("/admin/buckets");
		expect(new URL(page.url()).pathname).toBe("/sign-in");
	});
});
