import type { Coefficients } from "./blocks.ts";
import { CANNOT_READ } from "./code-reader.ts";
import type { Component, Frame, Scan } from "./scan.ts";

/** What earlier scans have sent of each component. */
export type Sent = {
	/** Whether a scan has sent something of the component. */
	has(component: Component): boolean;
	/** Adds a scan; `false` if it sends again what was sent, which decoders ignore or paint over. */
	add(scan: Scan): boolean;
	/** The coefficients of the component of a scan of AC coefficients. */
	coefficients(scan: Scan): Coefficients;
};

/** 64 bits, for the coefficients of a block. */
const WORDS_OF_BLOCK = 2;

/** 300 megapixels: 38 MB of coefficients for each component. */
const MAX_BLOCKS = 4_700_000;

/**
 * Makes the record of a picture's scans.
 *
 * @throws {Error} `CANNOT_READ` from `coefficients`, if the picture is too large
 *
 * @example
 * const sent = createSent(frame);
 * sent.add(scan); // true
 * sent.add(scan); // false
 */
export function createSent({ isProgressive }: Frame): Sent {
	// By coefficient, the lowest bit that was sent, counted from 1; 0 if none was.
	const bits = new Map<Component, Uint8Array>();
	const coefficients = new Map<Component, Coefficients>();

	return {
		has: (component) => bits.has(component),
		add({ parts, first, last, high, low }) {
			let isNew = true;
			for (const { component } of parts) {
				const sent = bits.get(component) ?? new Uint8Array(64);
				bits.set(component, sent);
				const now = isProgressive ? sent.subarray(first, last + 1) : sent;
				const before = isProgressive && high > 0 ? high + 1 : 0;
				isNew &&= now.every((bit) => bit === before);
				now.fill(isProgressive ? low + 1 : 1);
			}
			return isNew;
		},
		coefficients({ parts: [part], first }) {
			if (!isProgressive || first === 0 || !part) return new Int32Array(0);
			const { columns, rows } = part.component;
			// T.81, G.1.1.1.1: DC coefficients come first.
			const hasDc = (bits.get(part.component)?.[0] ?? 0) > 0;
			if (!hasDc || columns * rows > MAX_BLOCKS) throw CANNOT_READ;
			const made =
				coefficients.get(part.component) ?? new Int32Array(WORDS_OF_BLOCK * columns * rows);
			coefficients.set(part.component, made);
			return made;
		},
	};
}
