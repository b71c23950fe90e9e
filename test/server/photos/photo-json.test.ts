import { expect, test } from "bun:test";
import { photoJson } from "../../../server/photos/photo-json.ts";
import { forVisitors } from "../../../server/photos/shown-photo.ts";
import { somePhoto } from "../some-photo.ts";

const addresses = { imageUrl: "https://cdn.example", buckets: [64, 128, 256], avif: true };
const withSet = visible({ width: 96, avifBuckets: "64,128,256" });

function visible(fields: Parameters<typeof somePhoto>[0]) {
	return forVisitors(somePhoto(fields), new Set(["title"]));
}

test("AVIF is offered at every width up to the master's", () => {
	const url = `https://cdn.example/media/${withSet.id}/photo.v1.jpg`;
	expect(photoJson(withSet, addresses).avifSrcset).toBe(
		`${url}?width=64&format=avif 64w, ${url}?width=128&format=avif 96w`,
	);
});

test("AVIF is not offered without a set, with one for other widths, or if the setting is off", () => {
	const offers = [
		photoJson(visible({ avifBuckets: null }), addresses),
		photoJson(withSet, { ...addresses, buckets: [64, 96] }),
		photoJson(withSet, { ...addresses, avif: false }),
	];
	expect(offers.map(({ avifSrcset }) => avifSrcset)).toEqual([null, null, null]);
});

test("URLs name the version that made the images, and are plain for those made before there were any", () => {
	const urlOf = (urlVersion: number) => photoJson(visible({ urlVersion }), addresses).url;
	expect(urlOf(0)).toBe(`https://cdn.example/media/${withSet.id}/photo.jpg`);
	expect(urlOf(2)).toBe(`https://cdn.example/media/${withSet.id}/photo.v2.jpg`);
});

test("a public photo that could not be renewed shows no error", () => {
	const error = { errorCode: "unreadable-image", errorMessage: "It is damaged" };
	expect(photoJson(visible({ ...error, status: "published" }), addresses).error).toBeNull();
	expect(photoJson(visible({ ...error, status: "failed" }), addresses).error).not.toBeNull();
});
