import type { Slot } from "@widthwise/worker/needs/need.ts";
import type { VNode } from "preact";
import { ASSETS } from "./assets.ts";

/**
 * The script by which a page samples the widths that its photos needed, for the page's head; nothing
 * for the owner, who is no visitor, and where none are sampled.
 *
 * @param slot where this page shows photos
 * @param oneIn one view in so many reports; 0: none
 *
 * @example
 * page({ title, isOwner, site, head: <NeedsScript slot="grid" oneIn={1} isOwner={isOwner} /> }, content);
 */
export function NeedsScript({
	slot,
	oneIn,
	isOwner,
}: {
	readonly slot: Slot;
	readonly oneIn: number;
	readonly isOwner: boolean;
}): VNode | null {
	if (isOwner || oneIn === 0) return null;
	return <script src={ASSETS.needs.path} data-slot={slot} data-one-in={oneIn} defer />;
}
