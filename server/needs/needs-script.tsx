import type { Slot } from "@widthwise/worker/needs";
import type { VNode } from "preact";
import type { BrowserScript, BrowserScripts } from "../frame/browser-scripts.ts";

/** The script that reports the widths that a page's photos needed. */
export const NEEDS_SCRIPT: BrowserScript = {
	name: "needs",
	entry: new URL("./browser/main.ts", import.meta.url),
};

/**
 * Returns the script element that reports needed widths, for a page's head; `null` for the owner,
 * and if sampling is off.
 *
 * @param sample.slot where this page shows photos
 * @param sample.oneIn one view in this many reports; 0: none
 *
 * @example
 * const head = await needsScript(scripts, { slot: "grid", oneIn: 1, isOwner });
 * return page({ title, isOwner, site, head }, content);
 */
export async function needsScript(
	scripts: BrowserScripts,
	sample: { readonly slot: Slot; readonly oneIn: number; readonly isOwner: boolean },
): Promise<VNode | null> {
	const { slot, oneIn, isOwner } = sample;
	if (isOwner || oneIn === 0) return null;
	const { path } = await scripts.bundle(NEEDS_SCRIPT);
	return <script type="module" src={path} data-slot={slot} data-one-in={oneIn} />;
}
