// `npm run release:github -- v0.1.0`: makes the release on GitHub, with the notes of CHANGELOG.md and all
// that was built. `--dry-run` prints what would be run.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readNotes } from "./changelog.mjs";
import { BUNDLES, DIST, MODULE, packageFile, readVersion, SUMS } from "./files.mjs";
import { refuse, run } from "./run.mjs";

const { values, positionals } = parseArgs({
	options: { "dry-run": { type: "boolean" } },
	allowPositionals: true,
});
const version = readVersion();
const [tag] = positionals;
const notes = readNotes(version);
if (tag !== `v${version}` || notes === null) {
	refuse(`Cannot release ${tag ?? "without a tag"}: npm run release:check -- v${version}`);
}

const names = [packageFile(version), ...BUNDLES, MODULE, SUMS];
const words = ["release", "create", tag, "--verify-tag", "--title", tag, "--notes", notes];
const command = [...words, ...names.map((name) => join(DIST, name))];
if (values["dry-run"]) console.log(["gh", ...command].join("\n"));
else run("gh", command);
