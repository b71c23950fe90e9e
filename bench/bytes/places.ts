import { MASTER_EDGE } from "widthwise/photo";
import { deviceWidth } from "../traffic/audience/audience.ts";
import { fittedWidth, slotsOf, windowOf } from "../traffic/audience/layout.ts";
import type { DeviceClass } from "../traffic/audience/screens.ts";

/** The images of one page on one screen, all of the same width. */
export type Place = {
	readonly screen: string;
	readonly page: string;
	/** Images on the page. */
	readonly images: number;
	/** Device pixels that each needs. */
	readonly width: number;
};

/** A screen in CSS pixels. */
export type Screen = {
	readonly name: string;
	readonly kind: DeviceClass;
	readonly width: number;
	readonly height: number;
	readonly dpr: number;
};

/** Four screens that differ in size and density. */
export const SCREENS: readonly Screen[] = [
	{ name: "phone", kind: "mobile", width: 390, height: 844, dpr: 3 },
	{ name: "tablet", kind: "mobile", width: 820, height: 1180, dpr: 2 },
	{ name: "laptop", kind: "desktop", width: 1440, height: 900, dpr: 1 },
	{ name: "desktop", kind: "desktop", width: 2560, height: 1440, dpr: 2 },
];

/** Width to height of the photo on its own page. */
const ASPECT = 1.5;

/**
 * Lists the images of an overview and of a photo's own page, in the layouts of the bench's audience, on
 * four screens. Widths above the master's count as the master's, for all contenders.
 *
 * @example
 * pageViews()[0]; // { screen: "phone, 390 x 844 at 3", page: "overview", images: 12, width: 990 }
 */
export function pageViews(): readonly Place[] {
	return SCREENS.flatMap(({ name, kind, dpr, ...size }) => {
		const screen = `${name}, ${size.width} x ${size.height} at ${dpr}`;
		const window = windowOf(size, kind);
		const place = (page: string, images: number, width: number): Place => ({
			...{ screen, page, images },
			width: Math.min(MASTER_EDGE, deviceWidth(width, dpr)),
		});
		return [
			...slotsOf("overview", window).map(({ images, width }) => place("overview", images, width)),
			place("photo", 1, fittedWidth(window, ASPECT)),
		];
	});
}
