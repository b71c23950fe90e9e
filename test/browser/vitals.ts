import type { Page } from "playwright-core";

/** Notes every layout shift of the pages that are opened from here on. */
export async function noteLayoutShifts(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const shifts: number[] = [];
		Object.assign(globalThis, { layoutShifts: shifts });
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) {
				if ("value" in entry && typeof entry.value === "number") shifts.push(entry.value);
			}
		}).observe({ type: "layout-shift", buffered: true });
	});
}

/** The sum of all layout shifts of the page, those after a touch or a key included. */
export function layoutShifts(page: Page): Promise<number> {
	return page.evaluate(() => {
		const shifts: unknown = Reflect.get(globalThis, "layoutShifts");
		if (!Array.isArray(shifts)) throw new Error("Nobody notes layout shifts");
		return shifts.reduce((sum, shift) => sum + Number(shift), 0);
	});
}
