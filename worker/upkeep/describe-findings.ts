import type { Findings } from "./audit.ts";

const DESCRIPTIONS: Readonly<Record<keyof Findings, string>> = {
	strays: "in a store, but not in the catalogue, and without an original",
	unrecorded: "the original is in the media store, but the photo is not in the catalogue",
	unpublished: "published, but the master or its metadata is missing",
	lost: "published, but the original is missing",
	interrupted: "failed because of an outage",
	trash: "in the trash, but catalogue and stores do not agree",
};

const ORDER = ["strays", "unrecorded", "unpublished", "lost", "interrupted", "trash"] as const;

/** Ids in a line; further ones are only counted. */
const MAX_IDS = 20;

/**
 * Describes an audit's findings, one line for each kind that was found.
 *
 * @example
 * describeFindings(findings); // ["1 photo: in a store, but not in the catalogue: 0123..."]
 */
export function describeFindings(findings: Findings): readonly string[] {
	return ORDER.flatMap((kind) => {
		const ids = findings[kind];
		if (ids.length === 0) return [];
		const subject = ids.length === 1 ? "1 photo:" : `${ids.length} photos:`;
		const rest = ids.length > MAX_IDS ? ` and ${ids.length - MAX_IDS} more` : "";
		return `${subject} ${DESCRIPTIONS[kind]}: ${ids.slice(0, MAX_IDS).join(" ")}${rest}`;
	});
}
