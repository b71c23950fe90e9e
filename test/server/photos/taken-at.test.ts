import { describe, expect, test } from "bun:test";
import { formatTakenAt, parseTakenAt, shiftTakenAt } from "../../../server/photos/taken-at.ts";

describe("the date that the owner writes", () => {
	test.each([
		["2018-07-25 16:34:23 +02:00", "2018-07-25T16:34:23+02:00"],
		["2018-07-25 16:34:23", "2018-07-25T16:34:23"],
		["2018-07-25", "2018-07-25"],
		["1978-05", "1978-05"],
		["1978", "1978"],
		["", null],
	])("%p is %p, and is written back", (text, takenAt) => {
		expect(parseTakenAt(` ${text}`)).toBe(takenAt);
		expect(formatTakenAt(takenAt)).toBe(text);
	});

	test("may have no seconds", () => {
		expect(parseTakenAt("2018-07-25T16:34")).toBe("2018-07-25T16:34:00");
	});

	test.each(["yesterday", "25.7.2018", "2018-02-30", "1700", "2018-07-25 25:00"])(
		"%p is refused",
		(text) => {
			expect(() => parseTakenAt(text)).toThrow("Cannot read the date: write it like 2018-07-25");
		},
	);

	test.each([
		["2018-12-31T23:30:00+02:00", 1, "2019-01-01T00:30:00+02:00"],
		["2018-07-25T16:34:23", -5.5, "2018-07-25T11:04:23"],
		["2016-03-01T00:00:00", -24, "2016-02-29T00:00:00"],
		["2018-07-25", 1, null],
		["1978", 1, null],
		[null, 1, null],
	])("%p is moved by %p hours to %p", (takenAt, hours, moved) => {
		expect(shiftTakenAt(takenAt, hours)).toBe(moved);
	});
});
