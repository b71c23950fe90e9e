import { describe, expect, test } from "bun:test";
import { monthsOf } from "../../../server/archive/months.ts";
import { arrivalOf } from "../../../worker/catalogue/arrival.ts";
import { parseCursor } from "../../../worker/catalogue/cursor.ts";
import { somePhoto } from "../some-photo.ts";

/** Photos received on the given days, newest first. */
function photosOf(...days: readonly string[]) {
	return days.map((day, i) =>
		somePhoto({
			id: i.toString(16).padStart(32, "0"),
			arrival: arrivalOf(new Date(`${day}T23:59:59.999Z`), i),
			takenAt: "1999-01-01",
		}),
	);
}

const monthSizes = (page: ReturnType<typeof monthsOf>) =>
	page.months.map(({ name, photos }) => [name, photos.length]);

describe("the archive's months", () => {
	const november = Array.from({ length: 9 }, () => "2026-11-30");

	test("are the months in which photos were received, not taken", () => {
		const photos = photosOf("2026-12-01", "2026-11-30", "2026-11-01", "2025-12-31");
		expect(monthSizes(monthsOf({ photos, cursor: null }))).toEqual([
			["December 2026", 1],
			["November 2026", 2],
			["December 2025", 1],
		]);
	});

	test("move to the next page if this one has only a few of their photos", () => {
		const photos = photosOf(...november, "2026-10-31", "2026-10-30");
		const page = monthsOf({ photos, cursor: "more" });
		expect(monthSizes(page)).toEqual([["November 2026", 9]]);
		expect(parseCursor(page.cursor ?? "")).toEqual({
			arrival: photos[8]?.arrival ?? 0,
			id: photos[8]?.id ?? "",
		});
		expect(monthSizes(monthsOf({ photos, cursor: null }))).toHaveLength(2);
	});

	test("stay if they are the only one on the page", () => {
		const page = monthsOf({ photos: photosOf("2026-11-30", "2026-11-30"), cursor: "more" });
		expect(monthSizes(page)).toEqual([["November 2026", 2]]);
		expect(page.cursor).toBe("more");
	});
});
