/** PNG 11.2 and 11.3: the bytes of chunks whose length is always the same. */
const LENGTHS: Readonly<Record<string, number>> = {
	...{ IHDR: 13, gAMA: 4, cHRM: 32, sRGB: 1, cICP: 4, mDCV: 24, cLLI: 8, pHYs: 9 },
	...{ acTL: 8, fcTL: 26 },
};

/** PNG 11.3.2 to 11.3.5: the bytes of chunks by colour type, without those of a palette's tRNS. */
const BY_COLOUR: Readonly<Record<string, Readonly<Record<number, number>>>> = {
	tRNS: { 0: 2, 2: 6 },
	sBIT: { 0: 1, 2: 3, 3: 3, 4: 2, 6: 4 },
	bKGD: { 0: 2, 2: 6, 3: 1, 4: 2, 6: 6 },
};

/** The chunks that may come after the pixels, and those of which there may be several. */
const LATE = /^(IDAT|fcTL|fdAT|IEND)$/;
const REPEATED = /^(IDAT|fcTL|fdAT)$/;

/** Whether decoders read the chunks of a PNG, each by what came before it. */
export type PngChunkCheck = {
	/** Takes the next chunk of the picture; `false` if decoders pass over it. */
	readonly next: (type: string, data: Uint8Array) => boolean;
	/** Whether there is no part of an animation without the others. */
	readonly isWhole: () => boolean;
};

/**
 * Creates the check for the chunks of one PNG, in the order of the file.
 *
 * @example
 * const check = createPngChunkCheck();
 * if (!check.next("gAMA", data)) found.push("data that no decoder reads");
 */
export function createPngChunkCheck(): PngChunkCheck {
	const counts = new Map<string, number>();
	const count = (type: string): number => counts.get(type) ?? 0;
	const format = { bitDepth: 0, colourType: 0, colours: 0 };
	let isFrameOpen = false;

	function fits(type: string, data: Uint8Array): boolean {
		if (count(type) > 0 && !REPEATED.test(type)) return false;
		if (count("IDAT") > 0 && !LATE.test(type)) return false;
		const { bitDepth, colourType, colours } = format;
		if (type === "PLTE") {
			const isRead = colourType === 3 && data.length % 3 === 0;
			return isRead && data.length / 3 <= 2 ** bitDepth;
		}
		if (type === "tRNS" && colourType === 3) return data.length <= colours;
		if (type === "fcTL" && count("acTL") === 0) return false;
		if (type === "fcTL" && count("IDAT") === 0 && count(type) > 0) return false;
		if (type === "fdAT") return isFrameOpen;
		if (BY_COLOUR[type]) return data.length === BY_COLOUR[type][colourType];
		return data.length === (LENGTHS[type] ?? data.length);
	}

	return {
		next: (type, data) => {
			const isRead = fits(type, data);
			if (type === "IHDR") {
				format.bitDepth = data[8] ?? 0;
				format.colourType = data[9] ?? 0;
			}
			if (type === "PLTE") format.colours = data.length / 3;
			if (type === "fcTL") isFrameOpen = isRead && count("IDAT") > 0;
			counts.set(type, count(type) + 1);
			return isRead;
		},
		isWhole: () => count("acTL") === 0 || count("fcTL") > 1,
	};
}
