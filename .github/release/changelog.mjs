import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./files.mjs";

/**
 * What CHANGELOG.md says of a version, without its heading: the notes of its release.
 *
 * @param {string} version
 * @returns {string | null} `null` if it has no dated entry, or an empty one
 *
 * @example
 * readNotes("0.1.0"); // "### Added\n\n- ..."
 */
export function readNotes(version) {
	return notesIn(readFileSync(join(ROOT, "CHANGELOG.md"), "utf8"), version);
}

/** Entries begin with a line such as `## [0.1.0] - 2026-11-30` (keepachangelog.com, 1.1.0). */
function notesIn(changelog, version) {
	const entries = changelog.split(/^## /m).slice(1);
	for (const entry of entries) {
		const [heading = "", ...lines] = entry.split("\n");
		const isIt =
			heading.startsWith(`[${version}] - `) && /\] - \d{4}-\d{2}-\d{2}\s*$/.test(heading);
		if (isIt) return lines.join("\n").trim() || null;
	}
	return null;
}
