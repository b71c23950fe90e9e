/** How the archive's rows look from one width of the window on. */
export type Layout = {
	/** Pixels: the narrowest window it is for. */
	readonly from: number;
	/** How much wider than high a row should be, and so how many photos it holds. */
	readonly rowRatio: number;
	/** Fewer photos than this stay as high as in other rows and leave the rest of theirs empty. */
	readonly leastRatio: number;
};

/** Pixels between photos, and between the rows' ends and the window's. */
export const GAP = 6;
export const EDGE = 6;

/** From narrow to wide: rows are some 240 px high on phones, 300 to 400 elsewhere. */
export const LAYOUTS: readonly Layout[] = [
	{ from: 0, rowRatio: 1.5, leastRatio: 0.62 },
	{ from: 560, rowRatio: 2.4, leastRatio: 1.9 },
	{ from: 900, rowRatio: 3.3, leastRatio: 2.7 },
	{ from: 1250, rowRatio: 4.3, leastRatio: 3.6 },
	{ from: 1700, rowRatio: 5.4, leastRatio: 4.6 },
	{ from: 2300, rowRatio: 6.6, leastRatio: 5.7 },
];
