import { describe, expect, test } from "bun:test";
import { monthsOf } from "../../../server/archive/months.ts";
import { arrivalOf } from "../../../worker/catalogue/arrival.ts";
import { parseCursor } from "../../../worker/catalogue/cursor.ts";
import { somePhoto } from "../some-photo.ts";

/** Photos of days, newest first. */
function photosOf(...days: readonly string[]) {
	return days.map((day, i) =>
		somePhoto({
			id: i.toString(16).padStart(32, "0"),
			arrival: arrivalOf(new Date(`${day}T23:59:59.999Z`), i),
			takenAt: "1999-01-01",
		}),
	);
}

const namesOf = (page: ReturnType<typeof monthsOf>) =>
	page.months.map(({ name, photos }) => [name, photos.length]);

describe("months", () => {
	const november = Array.from({ length: 9 }, () => "2026-11-30");

	test("are those in which photos were received, not taken", () => {
		const photos = photosOf("2026-12-01", "2026-11-30", "2026-11-01", "2025-12-31");
		expect(namesOf(monthsOf({ photos, cursor: null }))).toEqual([
			["December 2026", 1],
			["November 2026", 2],
			["December 2025", 1],
		]);
	});

	test("that have hardly begun on a page wait for the next one", () => {
		const photos = photosOf(...november, "2026-10-31", "2026-10-30");
		const page = monthsOf({ photos, cursor: "more" });
		expect(namesOf(page)).toEqual([["November 2026", 9]]);
		expect(parseCursor(page.cursor ?? "")).toEqual({
			arrival: photos[8]?.arrival ?? 0,
			id: photos[8]?.id ?? "",
		});
		expect(namesOf(monthsOf({ photos, cursor: null }))).toHaveLength(2);
	});

	test("that fill a page are not put off for ever", () => {
		const page = monthsOf({ photos: photosOf("2026-11-30", "2026-11-30"), cursor: "more" });
		expect(namesOf(page)).toEqual([["November 2026", 2]]);
		expect(page.cursor).toBe("more");
	});
});
