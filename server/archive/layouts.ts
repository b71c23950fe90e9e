/** The shape of the archive's rows from one window width upwards. */
export type Layout = {
	/** Pixels: the narrowest window that uses this layout. */
	readonly from: number;
	/** Target width of a row divided by its height. */
	readonly rowRatio: number;
	/** A last row whose ratios add up to less is not stretched: the rest of it stays empty. */
	readonly minRatio: number;
};

/** Pixels between photos, and between a row's ends and the edges of the window. */
export const GAP = 6;
export const EDGE = 6;

/** From narrow to wide. Rows are about 240 px high on phones, 300 to 400 px elsewhere. */
export const LAYOUTS: readonly Layout[] = [
	{ from: 0, rowRatio: 1.5, minRatio: 0.62 },
	{ from: 560, rowRatio: 2.4, minRatio: 1.9 },
	{ from: 900, rowRatio: 3.3, minRatio: 2.7 },
	{ from: 1250, rowRatio: 4.3, minRatio: 3.6 },
	{ from: 1700, rowRatio: 5.4, minRatio: 4.6 },
	{ from: 2300, rowRatio: 6.6, minRatio: 5.7 },
];
