declare global {
	interface Navigator {
		/** Global Privacy Control (https://w3c.github.io/gpc/). */
		readonly globalPrivacyControl?: boolean;
		/** The Network Information API, which not every browser has. */
		readonly connection?: { readonly saveData?: boolean };
	}
}

/**
 * Whether the visitor prefers that little is loaded.
 *
 * @example
 * if (!savesData()) loadAhead();
 */
export function savesData(): boolean {
	return navigator.connection?.saveData === true;
}

/**
 * Whether the visitor prefers not to be counted.
 *
 * @example
 * if (!optsOutOfCounting()) report();
 */
export function optsOutOfCounting(): boolean {
	return navigator.globalPrivacyControl === true || navigator.doNotTrack === "1";
}
