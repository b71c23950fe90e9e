import { describe, expect, test } from "bun:test";
import { isCameraName } from "../../../server/photos/camera-names.ts";

/** Names that nobody chose. */
const CAMERAS = [
	...["DSC_0001", "_DSC0001", "DSC00042", "DSCF1234", "DSCN0042", "_MG_1234", "P1010101"],
	...["IMG_0042", "IMG E1234", "IMG_E1234", "IMG_1234-edited", "IMG_1234 copy 2", "img_0042 (1)"],
	...["FullSizeRender", "FullSizeRender 2", "fullsizeoutput_4a2", "image", "Image from iOS"],
	...["MVIMG_20180725_163423", "PXL_20230101_120000123.MP", "PXL_20230101_120000123.PORTRAIT"],
	...["20180725_163423", "20180725_163423_HDR", "2018-07-25 16.34.23", "20180725163423"],
	...["IMG-20230101-WA0001", "WhatsApp Image 2023-01-01 at 12.30.15 (2)", "MVIMG", "unnamed"],
	...["signal-2018-07-25-163423", "Screenshot 2023-01-01 at 12.30.15 PM", "Screenshot_20180725"],
	...["5A8B0D3C-1F2E-4C5B-9A7D-0123456789AB", "5a8b0d3c-1f2e-4c5b-9a7d-0123456789ab 2"],
	...["5A8B0D3C-1F2E-4C5B-9A7D-0123456789AB-1234-000001", "0f3a9c2b7d1e4f5a", "100_0042"],
	...["DJI_0001", "GOPR0042", "FB_IMG_1530000000000", "12345678_987654321_n", "ABC_1234"],
];

/** Names that somebody chose. */
const CHOSEN = [
	...[
		"Blue hour",
		"blue-hour_2",
		"quay",
		"2",
		"1998",
		"Köln 1998",
		"København",
		"写真",
		"写真 2018",
	],
	...["IMG_1234 Rome", "20180725 Paris", "Rome 1998", "Scan of a letter", "Picture perfect"],
	...["deadbeef", "facade", "abcdefabcdefabcdef", "Image de Paris", "Foto från Malmö"],
];

describe("the name of a file", () => {
	test("is a camera's if nobody chose a word of it", () => {
		expect(CAMERAS.filter((name) => !isCameraName(name))).toEqual([]);
	});

	test("is somebody's if it has another word", () => {
		expect(CHOSEN.filter(isCameraName)).toEqual([]);
	});
});
