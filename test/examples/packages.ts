import { exists, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { ROOT } from "../house/source-files.ts";
import { moveUnlessExists } from "../tools/install.ts";
import { installLocked, installWithNpm } from "../tools/install-locked.ts";
import {
	EXAMPLES,
	readLockfile,
	readManifest,
	withLibrary,
	withLockedLibrary,
	writeJson,
} from "./manifest.ts";

/** Next.js and Wrangler have hundreds of megabytes: they are installed again only for another lockfile. */
const CACHE = join(ROOT, "node_modules/.widthwise-examples");

/** The example that npm installs, as the READMEs of all of them say. */
const BY_NPM = "hono";

/**
 * Installs the packages of an example by its lockfile, unless an earlier run has.
 *
 * @param archive the packed library, whose folder is then removed: each test has a newer one
 *
 * @returns a folder with `node_modules`; `null` without a network
 * @throws {Error} if that fails for another reason, such as a lockfile that does not fit
 */
export async function installPackages(
	name: string,
	npm: string,
	archive: string,
): Promise<string | null> {
	const lockfile = await Bun.file(join(EXAMPLES, name, "package-lock.json")).text();
	const hash = new Bun.CryptoHasher("sha256").update(lockfile).digest("hex").slice(0, 16);
	const cached = join(CACHE, `${name}-${hash}`);
	if (await exists(cached)) return cached;
	await mkdir(CACHE, { recursive: true });
	const folder = await mkdtemp(join(CACHE, "installing-"));
	try {
		if (!(await install(join(EXAMPLES, name), folder, npm, archive))) return null;
		await removeOlder(name);
		await moveUnlessExists(folder, cached);
		return cached;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function install(
	example: string,
	folder: string,
	npm: string,
	archive: string,
): Promise<boolean> {
	const library = `file:${archive}`;
	const [manifest, lockfile] = [await readManifest(example), await readLockfile(example)];
	await writeJson(join(folder, "package.json"), withLibrary(manifest, library));
	await writeJson(join(folder, "package-lock.json"), withLockedLibrary(lockfile, library));
	const isByNpm = basename(example) === BY_NPM;
	if (!(isByNpm ? installWithNpm(folder, npm) : installLocked(folder))) return false;
	await rm(join(folder, "node_modules/widthwise"), { recursive: true });
	return true;
}

async function removeOlder(name: string): Promise<void> {
	const older = (await readdir(CACHE)).filter((entry) => /^(.*)-/.exec(entry)?.[1] === name);
	for (const entry of older) await rm(join(CACHE, entry), { recursive: true, force: true });
}
