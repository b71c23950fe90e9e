// `npm run release:publish`: publishes the packed library. Words after `--` go to npm, as `--dry-run`.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DIST, packageFile, ROOT, readVersion } from "./files.mjs";
import { refuse, run } from "./run.mjs";

const version = readVersion();
const file = join(DIST, packageFile(version));

const published = await publishedIntegrity();
if (published === undefined) {
	run("npm", ["publish", file, ...process.argv.slice(2)]);
} else if (published === integrityOf(file)) {
	// A release that failed after this step can be run again.
	console.log(`widthwise ${version} is published already, with the same bytes`);
} else {
	refuse(`widthwise ${version} is published already, with other bytes: raise the version`);
}

/** What the registry says of this version; `undefined` if it has none, or cannot be asked. */
async function publishedIntegrity() {
	const answer = await fetch(new URL(`widthwise/${version}`, registry())).catch(() => null);
	if (!answer?.ok) return undefined;
	return (await answer.json()).dist?.integrity;
}

/** As the registry writes it (W3C Subresource Integrity). */
function integrityOf(path) {
	return `sha512-${createHash("sha512").update(readFileSync(path)).digest("base64")}`;
}

/** npm tells its scripts of a setting that is not the default, and takes a third of a second if asked. */
function registry() {
	const { npm_config_registry: known } = process.env;
	if (known) return known;
	const options = { cwd: ROOT, encoding: "utf8" };
	return spawnSync("npm", ["config", "get", "registry"], options).stdout.trim();
}
