import { describe, expect, test } from "bun:test";
import { archiveTimeOf } from "../../../worker/catalogue/archive-time.ts";
import { arrivalOf } from "../../../worker/catalogue/arrival.ts";
import { fileNameDate } from "../../../worker/catalogue/file-name-date.ts";

const received = new Date("2026-11-30T12:00:00Z");

describe("the date in a file's name", () => {
	test.each([
		["IMG_20180725_163423.jpg", "2018-07-25T16:34:23"],
		["20180725_163423(0).jpg", "2018-07-25T16:34:23"],
		["20180725163423.jpg", "2018-07-25T16:34:23"],
		["PXL_20210101_235959123.MP.jpg", "2021-01-01T23:59:59"],
		["IMG-20180725-WA0001.jpg", "2018-07-25"],
		["WhatsApp Image 2018-07-25 at 16.34.23.jpeg", "2018-07-25T16:34:23"],
		["signal-2018-07-25-163423.jpg", "2018-07-25T16:34:23"],
		["Screenshot_2018-07-25-16-34-23.png", "2018-07-25T16:34:23"],
		["2018-07-25 16.34.23.jpg", "2018-07-25T16:34:23"],
		["1972.05.04 grandmother.png", "1972-05-04"],
		["20180725_993423.jpg", "2018-07-25"],
		["2026-12-01 tomorrow.jpg", "2026-12-01"],
		["2026-12-02 not yet.jpg", null],
		["20991231.jpg", null],
		["2018-02-30.jpg", null],
		["2018-07.25.jpg", null],
		["DSC_0042.JPG", null],
		["120180725.jpg", null],
		["201807251.jpg", null],
		["", null],
	])("in %s is %p", (name, date) => {
		expect(fileNameDate(name, received)).toBe(date);
	});
});

describe("the archive's time", () => {
	test.each([
		["2018-07-25T16:34:23+02:00", "a.jpg", "2018-07-25T16:34:23Z"],
		["2018-07-25T16:34:23", "20200101.jpg", "2018-07-25T16:34:23Z"],
		["2018-07-25", "a.jpg", "2018-07-25T00:00:00Z"],
		["1978-05", "a.jpg", "1978-05-01T00:00:00Z"],
		["1826", "a.jpg", "1826-01-01T00:00:00Z"],
		[null, "IMG_20180725_163423.jpg", "2018-07-25T16:34:23Z"],
		[null, "DSC_0042.JPG", "2026-11-30T12:00:00Z"],
	])("of a photo taken at %p, named %s, is %s", (takenAt, filename, time) => {
		const arrival = arrivalOf(received, 3);
		expect(new Date(archiveTimeOf({ takenAt, filename, arrival }))).toEqual(new Date(time));
	});
});
