// `npm run lock:examples` writes the lockfiles of the examples, as the packed library needs them; names of
// examples after `--` select some. What is locked already keeps its version.
import { copyFile, exists, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packLibrary } from "../package/pack-library.ts";
import {
	EXAMPLES,
	exampleNames,
	readLockfile,
	readManifest,
	withLibrary,
	withLockedLibrary,
	writeJson,
} from "./manifest.ts";

const ARCHIVE = "file:widthwise.tgz";
const root = await mkdtemp(join(tmpdir(), "lock-examples-"));
try {
	const archive = join(root, "widthwise.tgz");
	await packLibrary(root, archive);
	const names = process.argv.slice(2);
	for (const name of names.length > 0 ? names : await exampleNames()) {
		await lock(join(EXAMPLES, name), join(root, name), archive);
	}
} finally {
	await rm(root, { recursive: true, force: true });
}

async function lock(folder: string, copy: string, archive: string): Promise<void> {
	const manifest = await readManifest(folder);
	await writeJson(join(copy, "package.json"), withLibrary(manifest, ARCHIVE));
	await copyFile(archive, join(copy, "widthwise.tgz"));
	if (await exists(join(folder, "package-lock.json"))) {
		const lockfile = withLockedLibrary(await readLockfile(folder), ARCHIVE);
		// Without the entry, npm reads what the library needs now.
		const { "node_modules/widthwise": _, ...packages } = lockfile.packages;
		await writeJson(join(copy, "package-lock.json"), { ...lockfile, packages });
	}
	const flags = ["--package-lock-only", "--omit-lockfile-registry-resolved", "--loglevel=error"];
	const npm = Bun.spawn(["npm", "install", ...flags], { cwd: copy, stdout: "ignore" });
	if ((await npm.exited) !== 0) throw new Error(`npm cannot lock the packages of ${folder}`);
	const version = manifest.dependencies.widthwise ?? "";
	const lockfile = withLockedLibrary(await readLockfile(copy), version);
	await writeJson(join(folder, "package-lock.json"), lockfile);
}
