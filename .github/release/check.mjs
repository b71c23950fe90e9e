// `npm run release:check -- v0.1.0`: refuses a tag unless the version and the changelog agree with it.
import { readNotes } from "./changelog.mjs";
import { readVersion } from "./files.mjs";
import { refuse } from "./run.mjs";

const [tag] = process.argv.slice(2);
const version = readVersion();
const mistakes = [];
if (tag === undefined) mistakes.push(`Name the tag: npm run release:check -- v${version}`);
else if (tag !== `v${version}`) {
	mistakes.push(
		`The tag is ${tag}, but core/package.json says ${version}: tag v${version}, or change the version and commit it before you tag`,
	);
}
if (readNotes(version) === null) {
	mistakes.push(
		`CHANGELOG.md has no notes for ${version}: write them below a line "## [${version}] - YYYY-MM-DD"`,
	);
}
if (mistakes.length > 0) refuse(mistakes.join("\n"));
console.log(`${tag} can be released: core/package.json and CHANGELOG.md agree with it`);
