// `npm run release:build`: builds and packs what is released into dist.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BUNDLES, DIST, MODULE, packageFile, ROOT, readVersion, SUMS } from "./files.mjs";
import { run } from "./run.mjs";

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST, { recursive: true });
run("npm", ["pack", "--workspace", "core", "--pack-destination", DIST]);
// Not `npm run build:edge`, which would install only what the edge needs.
run(join(ROOT, "node_modules", ".bin", "bun"), ["edge/build/main.ts"]);
for (const name of BUNDLES) copyFileSync(join(ROOT, "edge", "dist", name), join(DIST, name));
run("tar", [
	// The same files give the same bytes.
	...[
		"--sort=name",
		"--mtime=@0",
		"--owner=0",
		"--group=0",
		"--numeric-owner",
		"--mode=u=rwX,go=rX",
	],
	...["--exclude=.terraform*", "--exclude=*.tfstate*", "--exclude=*.tfvars"],
	...["--use-compress-program=gzip -n", "-cf", join(DIST, MODULE), "terraform"],
	...BUNDLES.map((name) => `edge/dist/${name}`),
]);

const sums = [packageFile(readVersion()), ...BUNDLES, MODULE].map(
	(name) => `${sha256(join(DIST, name))}  ${name}\n`,
);
writeFileSync(join(DIST, SUMS), sums.join(""));
process.stdout.write(sums.join(""));

function sha256(path) {
	return createHash("sha256").update(readFileSync(path)).digest("hex");
}
