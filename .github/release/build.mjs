// `npm run release:build`: builds and packs what is released into dist.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BUNDLES, DIST, packageFile, ROOT, readVersion, SUMS } from "./files.mjs";
import { run } from "./run.mjs";

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST, { recursive: true });
run("npm", ["pack", "--workspace", "core", "--pack-destination", DIST]);
run("npm", ["run", "build:edge"]);
for (const name of BUNDLES) copyFileSync(join(ROOT, "edge", "dist", name), join(DIST, name));

const sums = [packageFile(readVersion()), ...BUNDLES].map(
	(name) => `${sha256(join(DIST, name))}  ${name}\n`,
);
writeFileSync(join(DIST, SUMS), sums.join(""));
process.stdout.write(sums.join(""));

function sha256(path) {
	return createHash("sha256").update(readFileSync(path)).digest("hex");
}
