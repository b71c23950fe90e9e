import { describe, expect, test } from "bun:test";
import { monthsOf } from "../../../server/archive/months.ts";
import { archiveTimeOf } from "../../../worker/catalogue/archive-time.ts";
import { arrivalOf } from "../../../worker/catalogue/arrival.ts";
import { parseCursor } from "../../../worker/catalogue/cursor.ts";
import { somePhoto } from "../some-photo.ts";

const id = (i: number) => i.toString(16).padStart(32, "0");

/** Photos received on the given days, newest first. */
function photosOf(...days: readonly string[]) {
	return days.map((day, i) =>
		somePhoto({
			id: id(i),
			arrival: arrivalOf(new Date(`${day}T23:59:59.999Z`), i),
			takenAt: "1999-01-01",
		}),
	);
}

/** Photos taken at the given times, received at another one. */
function takenAt(...times: readonly string[]) {
	return times.map((takenAt, i) => {
		const dated = { takenAt, filename: "a.jpg", arrival: arrivalOf(new Date("2026-11-30"), i) };
		return somePhoto({ id: id(i), ...dated, archiveTime: archiveTimeOf(dated) });
	});
}

const monthSizes = (page: ReturnType<typeof monthsOf>) =>
	page.months.map(({ name, photos }) => [name, photos.length]);

describe("the archive's months", () => {
	const november = Array.from({ length: 9 }, () => "2026-11-30");

	test("are the months in which photos were taken, in their own zone", () => {
		const photos = takenAt(
			"2019-01-01T00:30:00+02:00",
			"2018-12-31T23:30:00-08:00",
			"2014-06",
			"1978-01-05",
			"1978",
			"1977-12-31T23:59:59",
		);
		expect(monthSizes(monthsOf({ photos, cursor: null }, "taken"))).toEqual([
			["January 2019", 1],
			["December 2018", 1],
			["June 2014", 1],
			["January 1978", 1],
			["1978", 1],
			["December 1977", 1],
		]);
	});

	test("are the months in which photos were received, if the archive is sorted by upload", () => {
		const photos = photosOf("2026-12-01", "2026-11-30", "2026-11-01", "2025-12-31");
		expect(monthSizes(monthsOf({ photos, cursor: null }, "uploaded"))).toEqual([
			["December 2026", 1],
			["November 2026", 2],
			["December 2025", 1],
		]);
	});

	test("move to the next page if this one has only a few of their photos", () => {
		const photos = photosOf(...november, "2026-10-31", "2026-10-30");
		const page = monthsOf({ photos, cursor: "more" }, "uploaded");
		expect(monthSizes(page)).toEqual([["November 2026", 9]]);
		expect(parseCursor(page.cursor ?? "")).toEqual({
			archiveTime: photos[8]?.archiveTime ?? 0,
			arrival: photos[8]?.arrival ?? 0,
			id: photos[8]?.id ?? "",
		});
		expect(monthSizes(monthsOf({ photos, cursor: null }, "uploaded"))).toHaveLength(2);
	});

	test("stay if they are the only one on the page", () => {
		const photos = photosOf("2026-11-30", "2026-11-30");
		const page = monthsOf({ photos, cursor: "more" }, "uploaded");
		expect(monthSizes(page)).toEqual([["November 2026", 2]]);
		expect(page.cursor).toBe("more");
	});
});
