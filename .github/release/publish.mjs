// `npm run release:publish`: publishes the packed library. Words after `--` go to npm, as `--dry-run`.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DIST, packageFile, readVersion } from "./files.mjs";
import { refuse, run } from "./run.mjs";

/** npm tells its scripts of every setting that is not the default. */
const REGISTRY = process.env.npm_config_registry ?? "https://registry.npmjs.org/";

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
	const answer = await fetch(new URL(`widthwise/${version}`, REGISTRY)).catch(() => null);
	if (!answer?.ok) return undefined;
	return (await answer.json()).dist?.integrity;
}

/** As the registry writes it (W3C Subresource Integrity). */
function integrityOf(path) {
	return `sha512-${createHash("sha512").update(readFileSync(path)).digest("base64")}`;
}
