/** A type of screen: its size in CSS pixels, its DPR, and its share. */
export type Screen = {
	readonly width: number;
	readonly height: number;
	readonly dpr: number;
	/** Share of its device class, in any unit. */
	readonly share: number;
};

/** A class of devices. */
export type DeviceClass = "desktop" | "mobile";

/** All classes. */
export const DEVICE_CLASSES: readonly DeviceClass[] = ["desktop", "mobile"];

/**
 * Shares of device classes among visitors: npm user-agents 2.1.198 (Intoli, BSD-2-Clause), market-share
 * weighted, which has 56.00 % mobile, 43.75 % desktop and 0.25 % tablets, which are left out here.
 */
export const CLASS_SHARES: Readonly<Record<DeviceClass, number>> = { desktop: 43.75, mobile: 56 };

/**
 * Screens by class, as [width, height, DPR, share in percent]: the joint distribution in npm
 * fingerprint-generator 2.1.88 (Apify, Apache-2.0; its network is dated 2026-05-04). Rows with at least
 * half a percent of their class, which are 86.6 % of the desktops and 87.5 % of the phones.
 */
const SCREENS: Readonly<
	Record<DeviceClass, readonly (readonly [number, number, number, number])[]>
> = {
	desktop: [
		[1920, 1080, 1, 20.66],
		[1536, 864, 1.25, 15.36],
		[1366, 768, 1, 5.61],
		[2560, 1440, 1, 5.58],
		[1280, 720, 1.5, 4.93],
		[1440, 900, 2, 4.72],
		[1470, 956, 2, 4.37],
		[1512, 982, 2, 3.72],
		[1680, 1050, 2, 1.96],
		[1920, 1080, 2, 1.92],
		[1728, 1117, 2, 1.91],
		[3440, 1440, 1, 1.85],
		[1680, 1050, 1.25, 1.63],
		[1536, 960, 1.25, 1.4],
		[1280, 800, 1.5, 1.4],
		[2560, 1440, 2, 1.28],
		[1710, 1107, 2, 0.96],
		[2560, 1440, 1.5, 0.94],
		[1440, 900, 1, 0.92],
		[1600, 900, 1, 0.76],
		[1707, 1067, 1.5, 0.69],
		[1280, 800, 2, 0.64],
		[2560, 1080, 1, 0.62],
		[1920, 1200, 1, 0.58],
		[1680, 1050, 1, 0.56],
		[1800, 1169, 2, 0.55],
		[3840, 2160, 1, 0.55],
		[1710, 1112, 2, 0.53],
	],
	mobile: [
		[393, 852, 3, 17.34],
		[402, 874, 3, 15.5],
		[440, 956, 3, 12.12],
		[390, 844, 3, 11.54],
		[430, 932, 3, 8.45],
		[428, 926, 3, 3.38],
		[414, 896, 2, 2.42],
		[375, 812, 3, 2.2],
		[412, 915, 2.625, 1.54],
		[375, 667, 2, 1.4],
		[393, 873, 2.75, 1.32],
		[412, 892, 2.625, 1.18],
		[384, 832, 2.8125, 1.03],
		[360, 800, 3, 0.96],
		[384, 854, 2.8125, 0.81],
		[360, 760, 2, 0.73],
		[360, 800, 2, 0.66],
		[448, 998, 2.25, 0.66],
		[407, 904, 3, 0.66],
		[360, 910, 1, 0.66],
		[432, 960, 2.5, 0.66],
		[320, 480, 1, 0.59],
		[360, 780, 3, 0.59],
		[376, 835, 3.25, 0.59],
		[414, 896, 3, 0.51],
	],
};

/**
 * Returns the screens of a device class.
 *
 * @example
 * screensOf("mobile")[0]; // { width: 393, height: 852, dpr: 3, share: 17.34 }
 */
export function screensOf(deviceClass: DeviceClass): readonly Screen[] {
	return SCREENS[deviceClass].map(([width, height, dpr, share]) => ({ width, height, dpr, share }));
}
