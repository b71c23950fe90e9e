import { expect, test } from "bun:test";
import { pageViewTable } from "../../../bench/bytes/findings.ts";
import { pageViews } from "../../../bench/bytes/places.ts";

test("page views have an overview and a photo on each screen, none wider than a master", () => {
	const places = pageViews();
	expect(places.map(({ screen, page }) => `${screen.split(",")[0]} ${page}`)).toEqual([
		...["phone overview", "phone photo", "tablet overview", "tablet photo"],
		...["laptop overview", "laptop photo", "desktop overview", "desktop photo"],
	]);
	expect(places.map(({ width }) => width)).toEqual([990, 1170, 756, 1640, 336, 1140, 1232, 2560]);
	expect(places.map(({ images }) => images)).toEqual([12, 1, 12, 1, 12, 1, 12, 1]);
});

test("the table has kB of whole pages, and compares with the best rival", () => {
	const place = { screen: "phone", page: "overview", images: 10, width: 990 };
	const { rows } = pageViewTable(["A", "B"], 3, [
		{
			...{ place, distance: 1.234, avifBytes: 8000, webpBytes: 20_000 },
			rivals: [
				{ bytes: 16_000, quality: 62.4 },
				{ bytes: 10_000, quality: 51.6 },
			],
		},
		{
			place: { ...place, page: "photo", images: 1 },
			...{ distance: 1, avifBytes: 55_000, webpBytes: 90_000 },
			rivals: [{ bytes: 50_000, quality: 40 }, null],
		},
	]);
	expect(rows).toEqual([
		[
			...["phone: overview, 10 of 990 px", "1.23", "80.0", "200"],
			...["160 (q 62)", "100 (q 52)", "-20 %"],
		],
		[
			...["phone: photo, 1 of 990 px", "1.00", "55.0", "90.0"],
			...["50.0 (q 40)", "never so close", "+10 %"],
		],
		["all together", "", "135", "290", "210", "", "-36 %"],
	]);
});
