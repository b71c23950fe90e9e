import type { Page } from "playwright-core";

/** Notes every layout shift of the pages that are opened from here on. */
export async function noteLayoutShifts(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const shifts: number[] = [];
		const note = (entries: PerformanceEntryList): void => {
			for (const entry of entries) {
				if ("value" in entry && typeof entry.value === "number") shifts.push(entry.value);
			}
		};
		const observer = new PerformanceObserver((list) => note(list.getEntries()));
		observer.observe({ type: "layout-shift", buffered: true });
		const all = (): readonly number[] => {
			note(observer.takeRecords());
			return shifts;
		};
		Object.assign(globalThis, { layoutShifts: all });
	});
}

/** The sum of all layout shifts of the page up to its next frame, those after a touch or a key included. */
export function layoutShifts(page: Page): Promise<number> {
	return page.evaluate(async () => {
		// The first of them may be under way already.
		for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
		const all: unknown = Reflect.get(globalThis, "layoutShifts");
		if (typeof all !== "function") throw new Error("Nobody notes layout shifts");
		const shifts: readonly number[] = all();
		return shifts.reduce((sum, shift) => sum + shift, 0);
	});
}

/** Waits until every photo in sight is loaded and shown. */
export async function untilPhotosShown(page: Page): Promise<void> {
	await page.waitForFunction(() => {
		const photos = [...document.querySelectorAll("img.photo")].filter((photo) => {
			const { top, bottom } = photo.getBoundingClientRect();
			return bottom > 0 && top < innerHeight;
		});
		const isShown = (photo: Element): boolean =>
			photo instanceof HTMLImageElement && photo.complete && photo.naturalWidth > 0;
		return photos.length > 0 && photos.every(isShown);
	});
}
