import type { Findings } from "./audit.ts";

const MEANINGS: Readonly<Record<keyof Findings, string>> = {
	strays: "in a store, but not in the catalogue, and without an original",
	unrecorded: "the original is in the media store, but not in the catalogue",
	unpublished: "published, but the master is gone",
	lost: "published, but the original is gone",
	interrupted: "failed because something was away",
};

const ORDER = ["strays", "unrecorded", "unpublished", "lost", "interrupted"] as const;

/** Ids that a line names before it only counts. */
const NAMED = 20;

/**
 * What an audit found, a sentence a kind; nothing for what is in order.
 *
 * @example
 * describeFindings(findings); // ["1 photo: in a store, but not in the catalogue: 0123..."]
 */
export function describeFindings(findings: Findings): readonly string[] {
	return ORDER.flatMap((kind) => {
		const ids = findings[kind];
		if (ids.length === 0) return [];
		const subject = ids.length === 1 ? "1 photo:" : `${ids.length} photos:`;
		const rest = ids.length > NAMED ? ` and ${ids.length - NAMED} more` : "";
		return `${subject} ${MEANINGS[kind]}: ${ids.slice(0, NAMED).join(" ")}${rest}`;
	});
}
