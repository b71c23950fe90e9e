import type { LockedPackage, Lockfile } from "./manifest.ts";

/** The kinds of dependencies that npm installs, and whether a lockfile may leave them out. */
const KINDS = ["dependencies", "devDependencies", "peerDependencies"] as const;

/**
 * What packages of a lockfile need and the lockfile does not have in a version that fits, as `npm ci`
 * checks it: `<package> needs <name> <range>`.
 */
export function unmetIn({ packages }: Lockfile): readonly string[] {
	return Object.entries(packages).flatMap(([folder, locked]) =>
		needsOf(locked)
			.filter(([name, range]) => !fits(find(packages, folder, name)?.version, range))
			.map(([name, range]) => `${folder || "the example"} needs ${name} ${range}`),
	);
}

/** The names and the ranges of what a package cannot do without. */
function needsOf(locked: LockedPackage): readonly (readonly [string, string])[] {
	const optional = Object(locked.peerDependenciesMeta);
	return KINDS.flatMap((kind) => Object.entries<string>(Object(locked[kind]))).filter(
		([name]) => optional[name]?.optional !== true,
	);
}

/** Looks a package up as Node does: in the folder of what needs it, then in those above. */
function find(
	packages: Lockfile["packages"],
	folder: string,
	name: string,
): LockedPackage | undefined {
	const path = `${folder && `${folder}/`}node_modules/${name}`;
	if (packages[path] !== undefined || folder === "") return packages[path];
	return find(packages, folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/"))), name);
}

/** Whether a version is in a range; one of `npm:name@range` is an alias of another package. */
function fits(version: string | undefined, range: string): boolean {
	return version !== undefined && Bun.semver.satisfies(version, range.replace(/^npm:.+@/, ""));
}
