import { describe, expect, test } from "bun:test";
import { photoName } from "../../../server/photos/photo-text.ts";
import { forOwner, forVisitors, publicSlug } from "../../../server/photos/shown-photo.ts";
import { somePhoto } from "../some-photo.ts";

const photo = somePhoto({
	filename: "Quay at dawn.jpg",
	title: "Blue hour",
	caption: "Two boats",
	takenAt: "2018-07-25T16:34:23+02:00",
	metadata: { camera: "Canon", artist: "Ada", copyright: "(c) Ada", keywords: ["dusk"], iso: 640 },
});
const usual = new Set(["title", "caption"] as const);
const untitled = { ...photo, title: null };

describe("visitors see", () => {
	test("title, caption and what the camera recorded, unless more is shown", () => {
		const { title, caption, filename, metadata } = forVisitors(photo, usual);
		expect({ title, caption, filename, metadata }).toEqual({
			title: "Blue hour",
			caption: "Two boats",
			filename: null,
			metadata: { camera: "Canon", iso: 640 },
		});
	});

	test("the words that the settings name", () => {
		const shown = forVisitors(photo, new Set(["keywords", "filename"]));
		expect([shown.title, shown.caption, shown.filename]).toEqual([null, null, photo.filename]);
		expect(shown.metadata).toEqual({ camera: "Canon", iso: 640, keywords: ["dusk"] });
	});

	test("what the owner decided for the photo, whatever the settings say", () => {
		const all = { ...photo, showsWords: true };
		expect(forVisitors(all, new Set())).toMatchObject({ ...all });
		const hidden = forVisitors({ ...photo, showsWords: false }, new Set(["names", "filename"]));
		expect([hidden.title, hidden.filename]).toEqual(["Blue hour", null]);
		expect(hidden.metadata).toEqual({ camera: "Canon", iso: 640 });
	});
});

describe("the name in URLs", () => {
	test.each([
		["the title", photo, usual, "blue-hour"],
		["the date if there is no title", untitled, usual, "photo-2018-07-25"],
		["the date if the title is hidden", photo, new Set<never>(), "photo-2018-07-25"],
		[
			"the date if nothing of the title is left",
			{ ...photo, title: "…" },
			usual,
			"photo-2018-07-25",
		],
		["nothing", { ...untitled, takenAt: null }, usual, "photo"],
		["the file name if it is shown", untitled, new Set(["filename"] as const), "quay-at-dawn"],
	])("is made of %s", (_, named, words, slug) => {
		expect(publicSlug(named, words)).toBe(slug);
	});

	test("is the same for the owner, who sees every word", () => {
		const shown = forOwner(untitled, usual);
		expect([shown.slug, photoName(shown)]).toEqual(["photo-2018-07-25", "Quay at dawn"]);
		expect(photoName(forVisitors(untitled, usual))).toBe("Photo from 25 July 2018");
	});
});
