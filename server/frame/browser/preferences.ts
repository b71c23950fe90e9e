declare global {
	interface Navigator {
		/** Global Privacy Control (https://w3c.github.io/gpc/). */
		readonly globalPrivacyControl?: boolean;
		/** The Network Information API, which some browsers lack. */
		readonly connection?: { readonly saveData?: boolean };
	}
}

/**
 * Whether the visitor prefers to save data.
 *
 * @example
 * if (!savesData()) loadAhead();
 */
export function savesData(): boolean {
	return navigator.connection?.saveData === true;
}

/**
 * Whether the visitor opts out of being counted.
 *
 * @example
 * if (!optsOutOfCounting()) report();
 */
export function optsOutOfCounting(): boolean {
	return navigator.globalPrivacyControl === true || navigator.doNotTrack === "1";
}
