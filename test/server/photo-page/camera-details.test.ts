import { expect, test } from "bun:test";
import { cameraDetails } from "../../../server/photo-page/camera-details.ts";

const detailsOf = (...parts: Parameters<typeof cameraDetails>) =>
	Object.fromEntries(cameraDetails(...parts));

test.each([
	["2018-07-25T16:34:23+02:00", "25 July 2018, 16:34 (UTC+02:00)"],
	["2018-07-25T16:34:23Z", "25 July 2018, 16:34 (UTC)"],
	["2018-12-31T23:59:59", "31 December 2018, 23:59"],
	["1999-01-01", "1 January 1999"],
	["1999-01", "January 1999"],
	["1999", "1999"],
])("the capture time is in the camera's time zone: %s", (takenAt, written) => {
	expect(detailsOf({}, takenAt, null)).toEqual({ Taken: written });
});

test("numbers are written in photographers' notation", () => {
	expect(
		detailsOf({ exposure: 0.004, aperture: 2.8, focalLength: 35, iso: 400 }, null, null),
	).toEqual({ Shutter: "1/250 s", Aperture: "f/2.8", "Focal length": "35 mm", ISO: "400" });
	expect(detailsOf({ exposure: 2.5 }, null, null)).toEqual({ Shutter: "2.5 s" });
});

test("an approximate position is written with its directions", () => {
	expect(detailsOf({}, null, { latitude: 50.9, longitude: 7 })).toEqual({
		Near: "50.9° N, 7.0° E",
	});
	expect(detailsOf({}, null, { latitude: -33.9, longitude: -70.7 })).toEqual({
		Near: "33.9° S, 70.7° W",
	});
});
