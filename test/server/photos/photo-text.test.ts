import { describe, expect, test } from "bun:test";
import { altText, photoName } from "../../../server/photos/photo-text.ts";
import { somePhoto } from "../some-photo.ts";

const untitled = { title: null, caption: null, takenAt: "2018-07-25T16:34:23+02:00" };

describe("a photo is named", () => {
	test.each([
		"IMG_0042.JPG",
		"DSC00042.jpg",
		"_MG_1234.jpg",
		"P1010101.jpg",
		"PXL_20230101_120000123.MP.jpg",
		"20180725_163423.jpg",
		"WhatsApp Image 2023-01-01 at 12.jpg",
		"IMG-20230101-WA0001.jpg",
	])("by its date if a camera chose the file name: %s", (filename) => {
		expect(photoName(somePhoto({ ...untitled, filename }))).toBe("Photo from 25 July 2018");
		expect(photoName(somePhoto({ ...untitled, takenAt: null, filename }))).toBe("Untitled photo");
	});

	test.each([
		["1978", "Photo from 1978"],
		["1978-05", "Photo from May 1978"],
		["1978-05-04", "Photo from 4 May 1978"],
	])("by as much of its date as is known: %s", (takenAt, name) => {
		expect(photoName(somePhoto({ ...untitled, takenAt, filename: "DSC_0042.JPG" }))).toBe(name);
	});

	test.each([
		["Blue hour.jpg", "Blue hour"],
		["blue-hour_2.jpg", "blue hour 2"],
		["quay.jpg", "quay"],
		["Köln 1998.jpg", "Köln 1998"],
		["2.jpg", "2"],
	])("by its file name: %s", (filename, name) => {
		expect(photoName(somePhoto({ ...untitled, filename }))).toBe(name);
	});

	test("by its title if it has one, and described by its caption", () => {
		const texts = { ...untitled, filename: "IMG_0042.JPG", title: "Quay", caption: "Two boats" };
		expect(photoName(somePhoto(texts))).toBe("Quay");
		expect(altText(somePhoto(texts))).toBe("Two boats");
		expect(altText(somePhoto({ ...texts, caption: "A story. ".repeat(50) }))).toBe("Quay");
		expect(altText(somePhoto({ ...texts, caption: null }))).toBe("Quay");
	});
});
