import type { Page } from "playwright-core";

/** Playwright looks at each frame by default: then the browser draws without end while it waits. */
export const POLLING = { polling: 50 } as const;

/** Records the layout shifts of all pages that are opened from here on. */
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

/** Sums the page's layout shifts up to its next frame, including those after a touch or a key. */
export function layoutShifts(page: Page): Promise<number> {
	return page.evaluate(async () => {
		// The first frame may have begun already.
		for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
		const all: unknown = Reflect.get(globalThis, "layoutShifts");
		if (typeof all !== "function") throw new Error("Layout shifts are not recorded");
		const shifts: readonly number[] = all();
		return shifts.reduce((sum, shift) => sum + shift, 0);
	});
}

/** Waits until every photo in sight is loaded and shown. */
export async function untilPhotosShown(page: Page): Promise<void> {
	await page.waitForFunction(
		() => {
			const photos = [...document.querySelectorAll("img.photo")].filter((photo) => {
				const { top, bottom } = photo.getBoundingClientRect();
				return bottom > 0 && top < innerHeight;
			});
			const isShown = (photo: Element): boolean =>
				photo instanceof HTMLImageElement && photo.complete && photo.naturalWidth > 0;
			return photos.length > 0 && photos.every(isShown);
		},
		undefined,
		POLLING,
	);
}
